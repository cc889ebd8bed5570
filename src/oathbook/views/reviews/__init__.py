"""Reviews of claims put to use: which claim comes next, how far two people agree, gold and training marks."""
