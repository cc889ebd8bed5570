"""The way from a reading to claims: find, join, complete, settle, leave out retellings."""

from __future__ import annotations

from dataclasses import replace

from oathbook.claims.actorkinds import with_kinds
from oathbook.claims.choosing import EXPECTED
from oathbook.claims.climate import climate_of
from oathbook.claims.demands import what_is_demanded
from oathbook.claims.judging import Judge
from oathbook.claims.naming import Fillers
from oathbook.claims.paths import Paths
from oathbook.claims.patterns import find_by_patterns, finder_of, tree_of
from oathbook.claims.perceptron import load
from oathbook.claims.retellings import without_retellings
from oathbook.claims.settling import settle
from oathbook.claims.status import status_of
from oathbook.claims.subject import LEAST_SHARE
from oathbook.claims.timing import Timer
from oathbook.claims.tree import Tree
from oathbook.claims.triggers import Trigger, find_triggers
from oathbook.claims.vouching import Voucher
from oathbook.claims.weighing import Voices
from oathbook.lexicon import Lexicon
from oathbook.reading.encoder import MODEL
from oathbook.records import Claim, Finding, Reading

GRANTED = frozenset({"acl", "acl:relcl", "nmod", "nmod:poss", "appos", "compound", "amod"})
"""Labels under which a question takes things for granted."""
LEAST = 0.28
"""Least score of a claim, chosen for F1 on a training file that no voice was made on."""
SURE = 0.7
"""From this score on a claim is given although an expected participant has no name; chosen on the same file."""


def find_claims(reading: Reading, lexicon: Lexicon, *, reader: str, least: float | None = None) -> list[Claim]:
    """See ``oathbook.claims.find``."""
    floor = LEAST if least is None else least
    tree = tree_of(reading.doc, lexicon)
    findings = find_findings(reading, tree, lexicon)
    fillers = Fillers(reading)
    kept = [f for f in findings if f.score >= floor and not _asked(reading, tree, f)]
    times = lexicon.made("claims.timing", lambda: load(MODEL / "timing.npz"))
    sources = lexicon.made("claims.vouching", lambda: load(MODEL / "vouching.npz"))
    timer, voucher = Timer(reading, tree), Voucher(reading, tree, fillers, lexicon)
    completed = [timer.timed(_completed(f, tree, lexicon), times) for f in kept]
    settled = [settle(reading, f, fillers, reader=reader, source=voucher.source(f, sources)) for f in completed]
    claims = [c for c in settled if c is not None and _names_enough(c) and _about_actors(c)]
    headlines = [b for b in reading.report.blocks if b.kind in ("headline", "subheading")]
    kinds = lexicon.made("claims.actorkinds", lambda: load(MODEL / "actorkinds.npz"))
    return with_kinds(without_retellings(claims, headlines=headlines), reading, kinds)


def find_findings(reading: Reading, tree: Tree, lexicon: Lexicon) -> list[Finding]:
    """Every trigger with its likeliest participants and the probability that both are right, in order of the text."""
    voices, triggers = listen(reading, tree, lexicon)
    judge = lexicon.made("claims.judge", lambda: Judge(MODEL / "judge.npz"))
    return judge.findings(voices, triggers)


def listen(reading: Reading, tree: Tree, lexicon: Lexicon) -> tuple[Voices, list[Trigger]]:
    """What patterns and model say of a report: the triggers, and the voices to ask about their participants."""
    paths = lexicon.made("claims.paths", lambda: Paths(MODEL / "paths.npz"))
    subjects = finder_of(lexicon).subjects
    share = subjects.war_share(tree)
    heard = reading.scores.get("candidates", ()) if share >= LEAST_SHARE else ()
    triggers = find_triggers(find_by_patterns(reading, lexicon, tree=tree), heard)
    climate = climate_of(reading, tree, triggers, subjects, war_share=share)
    return Voices(reading, tree, paths, climate=climate), triggers


def _names_enough(claim: Claim) -> bool:
    """False for an unsure claim that cannot name somebody whom claims of its type nearly always name."""
    named = {"agent": claim.agent, "object": claim.object}
    return claim.score >= SURE or all(named[role] for role in EXPECTED.get(claim.type, ()))


def _about_actors(claim: Claim) -> bool:
    """False for what a place or a medium is said to be or do, where only an armed actor can."""
    if claim.type not in ("base", "belong", "hold", "join", "leave", "pledge", "lead", "strength"):
        return True
    return not claim.agent or any(claim.kinds.get(name) not in ("place", "medium") for name in claim.agent)


def _asked(reading: Reading, tree: Tree, finding: Finding) -> bool:
    """True for what an interviewer only asks; what the question takes for granted ("the men who left you") stays."""
    trigger = reading.doc[finding.head]
    block = reading.block(trigger)
    if block is None or block.kind != "question":
        return False
    words = [t.text for t in trigger.sent if not t.is_space]
    at = finding.head
    while tree.head[at] >= 0:
        if tree.dep[at] in GRANTED:
            return False
        at = tree.head[at]
    return "?" in words[-2:]


def _completed(finding: Finding, tree: Tree, lexicon: Lexicon) -> Finding:
    """A finding with the status and the demand that its rule left open."""
    status = finding.status or status_of(tree, finding.head, lexicon)
    what = finding.what
    if finding.type == "demand" and what is None:
        what = what_is_demanded(tree, finding.head, (), finder_of(lexicon).rules.what.get("demand", {}))
    return replace(finding, status=status, what=what)
