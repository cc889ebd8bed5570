"""One sentence of a report in which a name stands."""

from invented import make_claim, make_report

from oathbook.records import Claim, Report
from oathbook.views.quoting import LONGEST, Quote, quote_of

TEXT = (
    "Lions came. On Monday the Lions of Marj held the town! Tigers fled.\n\n"
    'The Pride, said Dr. Taha, "left the Lions." Nobody knew why.\n'
)
REPORT = make_report("marj", TEXT)


def claim_at(words: str, report: Report = REPORT) -> Claim:
    start = report.text.index(words)
    return make_claim(report, "hold", ["Lions"], start=start, end=start + len(words), evidence=words)


def quoted(name: str, *claims: Claim, report: Report = REPORT) -> str:
    found = quote_of(name, claims, lambda id: report)
    assert isinstance(found, Quote)
    return found.text


def test_the_sentence_is_the_one_nearest_to_the_claim() -> None:
    assert quoted("Lions", claim_at("held the town")) == "On Monday the Lions of Marj held the town!"
    assert quoted("Lions", claim_at("Lions came")) == "Lions came."
    assert (
        quoted("lions", claim_at("Nobody knew")) == 'The Pride, said Dr. Taha, "left the Lions."'.partition("Dr. ")[2]
    )
    assert quoted("Tigers", claim_at("held the town")) == "Tigers fled."


def test_a_claim_that_quotes_the_name_goes_first() -> None:
    assert quoted("Lions", claim_at("held the town"), claim_at("left the Lions")).endswith('"left the Lions."')


def test_where_the_name_is_not_in_the_paragraph_the_words_of_the_claim_stand() -> None:
    assert quoted("Wolves", claim_at("held the town")) == "held the town"
    assert quote_of("Lions", [], lambda id: REPORT) is None


def test_a_long_sentence_is_cut_around_the_name() -> None:
    report = make_report("long", "word " * 200 + "Lions held Marj " + "word " * 200 + "\n")
    text = quoted("Lions", claim_at("held Marj", report), report=report)
    assert "Lions held Marj" in text and len(text) <= LONGEST
