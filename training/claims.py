"""placeholder until reports are parsed"""
from pathlib import Path
from data import Document


def claim_documents(path: Path) -> list[Document]:
    raise NotImplementedError
