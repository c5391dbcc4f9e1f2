"""Citations, held against strings written out by the rules of the manuals."""

from __future__ import annotations

import re

import pytest

from annotate.citation import citations
from annotate.load import establishment
from annotate.model import Settings

EDITION = Settings(title="River Texts", version="1.2", date="2026-11-22")
BROWSER = {"n": "5", "mdy": "November 22, 2026", "dmy": "22 Nov. 2026", "iso": "2026-11-22"}
REPORT = """
id: evn
siglum: EVN
title: "Security Report: October 2023"
author: {name: Nerses Kopalyan, sort: "Kopalyan, Nerses"}
outlet: EVN Report
date: October 2023
url: https://evnreport.com/security-report
"""
UNSIGNED = """
id: ish
siglum: ISH
title: {text: Who Walks the “Tightrope”?, sentence: Who walks the “Tightrope”?}
outlet: sportshub.example
date: {text: undated, earliest: "2023-09-11", latest: "2023-10-03"}
url: https://sportshub.example/tightrope/
"""
INSTITUTION = """
id: board
siglum: BRD
title: Notice to Boatmen
author: Lower Bank Council
outlet: Lower Bank Council
date: "1921"
"""
DAY = """
id: brief
siglum: SLD
title: Realignment
author: {name: Jean-Paul Roy and Ann B. Lee, sort: "Roy, Jean-Paul; Lee, Ann B."}
outlet: SLDinfo
date: 7 August 2025
url: https://sldinfo.com/brief
"""
CROWD = """
id: crowd
siglum: C
title: Dams & Ferries
author: {name: four people, sort: "Abe, Al; Bow, Bo; Cox, Cy; Dee, Di"}
date: 7 martie 1923
"""


def cited(text: str, *, url: str = "", browser: bool = True) -> dict[str, str]:
    """Return each citation as text, *italic*; filled in as in a browser, or as it is printed."""
    by, found = establishment.load("seeds/t.yaml", text, "seeds/t.txt")
    assert by and not found

    def filled(template: str) -> str:
        template = re.sub(r"\[(.*?)\]", r"\1" if url else "", template)
        return re.sub(r"\{(\w+)\}", lambda match: {**BROWSER, "url": url}[match[1]], template)

    return {
        one.style: "".join(
            filled(part.fill) if browser and part.fill else f"*{part.words}*" if part.italic else part.words
            for part in one.parts
        )
        for one in citations(by, EDITION)
    }


KNOWN = [
    (REPORT, "Chicago, note", "Nerses Kopalyan, “Security Report: October 2023,” EVN Report, October 2023, "
     "https://evnreport.com/security-report, reprinted in *River Texts*, version 1.2 (2026), EVN ¶ 5, "
     "accessed November 22, 2026."),
    (REPORT, "Chicago, bibliography", "Kopalyan, Nerses. “Security Report: October 2023.” EVN Report, October "
     "2023. https://evnreport.com/security-report. Reprinted in *River Texts*. Version 1.2, 2026. Accessed "
     "November 22, 2026."),
    (REPORT, "MLA, works cited", "Kopalyan, Nerses. “Security Report: October 2023.” *EVN Report*, Oct. 2023, "
     "https://evnreport.com/security-report. *River Texts*, version 1.2, 2026. Accessed 22 Nov. 2026."),
    (REPORT, "MLA, in the text", "(Kopalyan, par. 5)"),
    (REPORT, "APA, reference", "Kopalyan, N. (2026). Security Report: October 2023. In *River Texts* (Version 1.2)."
     " (Reprinted from “Security Report: October 2023,” 2023, October, *EVN Report*, "
     "https://evnreport.com/security-report)"),
    (REPORT, "APA, in the text", "(Kopalyan, 2023/2026, para. 5)"),
    (REPORT, "BibTeX", "@misc{evn2023,\nauthor = {Kopalyan, Nerses},\ntitle = {{Security Report: October 2023}},\n"
     "howpublished = {EVN Report},\nyear = {2023},\nmonth = oct,\nurl = {https://evnreport.com/security-report}, "
     "urldate = {2026-11-22},\nnote = {Reprinted in River Texts, version 1.2 (2026), EVN ¶ 5}\n}"),
    (UNSIGNED, "Chicago, note", "“Who Walks the ‘Tightrope’?,” sportshub.example, "
     "https://sportshub.example/tightrope/, reprinted in *River Texts*, version 1.2 (2026), ISH ¶ 5, accessed "
     "November 22, 2026."),
    (UNSIGNED, "Chicago, bibliography", "“Who Walks the ‘Tightrope’?” sportshub.example. "
     "https://sportshub.example/tightrope/. Reprinted in *River Texts*. Version 1.2, 2026. Accessed November 22, "
     "2026."),
    (UNSIGNED, "MLA, works cited", "“Who Walks the ‘Tightrope’?” *sportshub.example*, "
     "https://sportshub.example/tightrope/. *River Texts*, version 1.2, 2026. Accessed 22 Nov. 2026."),
    (UNSIGNED, "MLA, in the text", "(“Who Walks the ‘Tightrope’?,” par. 5)"),
    (UNSIGNED, "APA, reference", "Who walks the “Tightrope”? (2026). In *River Texts* (Version 1.2). (Reprinted "
     "from “Who Walks the ‘Tightrope’?,” n.d., *sportshub.example*, https://sportshub.example/tightrope/)"),
    (UNSIGNED, "APA, in the text", "(“Who Walks the ‘Tightrope’?,” n.d./2026, para. 5)"),
    (UNSIGNED, "BibTeX", "@misc{ish,\ntitle = {{Who Walks the “Tightrope”?}},\nhowpublished = {sportshub.example},\n"
     "url = {https://sportshub.example/tightrope/}, urldate = {2026-11-22},\n"
     "note = {Reprinted in River Texts, version 1.2 (2026), ISH ¶ 5}\n}"),
    (INSTITUTION, "Chicago, bibliography", "Lower Bank Council. “Notice to Boatmen.” Lower Bank Council, 1921. "
     "Reprinted in *River Texts*. Version 1.2, 2026. Accessed November 22, 2026."),
    (INSTITUTION, "MLA, works cited", "“Notice to Boatmen.” *Lower Bank Council*, 1921. *River Texts*, version "
     "1.2, 2026. Accessed 22 Nov. 2026."),
    (INSTITUTION, "APA, reference", "Lower Bank Council. (2026). Notice to Boatmen. In *River Texts* (Version 1.2)."
     " (Reprinted from “Notice to Boatmen,” 1921, *Lower Bank Council*)"),
    (INSTITUTION, "BibTeX", "@misc{board1921,\nauthor = {{Lower Bank Council}},\ntitle = {{Notice to Boatmen}},\n"
     "howpublished = {Lower Bank Council},\nyear = {1921},\n"
     "note = {Reprinted in River Texts, version 1.2 (2026), BRD ¶ 5}\n}"),
    (DAY, "Chicago, note", "Jean-Paul Roy and Ann B. Lee, “Realignment,” SLDinfo, August 7, 2025, "
     "https://sldinfo.com/brief, reprinted in *River Texts*, version 1.2 (2026), SLD ¶ 5, accessed November 22, "
     "2026."),
    (DAY, "MLA, works cited", "Roy, Jean-Paul, and Ann B. Lee. “Realignment.” *SLDinfo*, 7 Aug. 2025, "
     "https://sldinfo.com/brief. *River Texts*, version 1.2, 2026. Accessed 22 Nov. 2026."),
    (DAY, "MLA, in the text", "(Roy and Lee, par. 5)"),
    (DAY, "APA, reference", "Roy, J.-P., & Lee, A. B. (2026). Realignment. In *River Texts* (Version 1.2). "
     "(Reprinted from “Realignment,” 2025, August 7, *SLDinfo*, https://sldinfo.com/brief)"),
    (DAY, "APA, in the text", "(Roy & Lee, 2025/2026, para. 5)"),
    (DAY, "BibTeX", "@misc{brief2025,\nauthor = {Roy, Jean-Paul and Lee, Ann B.},\ntitle = {{Realignment}},\n"
     "howpublished = {SLDinfo},\nyear = {2025},\ndate = {2025-08-07},\nmonth = aug,\n"
     "url = {https://sldinfo.com/brief}, urldate = {2026-11-22},\n"
     "note = {Reprinted in River Texts, version 1.2 (2026), SLD ¶ 5}\n}"),
    (CROWD, "Chicago, note", "Al Abe et al., “Dams & Ferries,” 7 martie 1923, reprinted in *River Texts*, version 1.2 "
     "(2026), C ¶ 5, accessed November 22, 2026."),
    (CROWD, "Chicago, bibliography", "Abe, Al, Bo Bow, Cy Cox, and Di Dee. “Dams & Ferries.” 7 martie 1923. Reprinted "
     "in *River Texts*. Version 1.2, 2026. Accessed November 22, 2026."),
    (CROWD, "MLA, works cited", "Abe, Al, et al. “Dams & Ferries.” 7 martie 1923. *River Texts*, version 1.2, 2026. "
     "Accessed 22 Nov. 2026."),
    (CROWD, "APA, in the text", "(Abe et al., 1923/2026, para. 5)"),
    (CROWD, "BibTeX", "@misc{crowd1923,\nauthor = {Abe, Al and Bow, Bo and Cox, Cy and Dee, Di},\n"
     "title = {{Dams \\& Ferries}},\nyear = {1923},\n"
     "note = {Reprinted in River Texts, version 1.2 (2026), C ¶ 5}\n}"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "style", "known"), KNOWN, ids=lambda one: one if len(one) < 25 else "")
def test_a_citation_is_as_the_manual_has_it(text: str, style: str, known: str) -> None:
    assert cited(text)[style] == known


def test_with_an_address_the_page_itself_is_named() -> None:
    found = cited(REPORT, url="https://r.example/evn.html#p5")
    assert found["Chicago, note"].endswith("EVN ¶ 5, accessed November 22, 2026, https://r.example/evn.html#p5.")
    assert found["MLA, works cited"].endswith("version 1.2, 2026, https://r.example/evn.html#p5. Accessed 22 Nov. 2026.")
    assert "(Version 1.2). Retrieved November 22, 2026, from https://r.example/evn.html#p5 (Rep" in (found["APA, reference"])
    assert found["BibTeX"].endswith("EVN ¶ 5, https://r.example/evn.html#p5}\n}")


def test_without_a_browser_the_text_is_cited_and_no_day_is_named() -> None:
    found = cited(UNSIGNED, browser=False)
    assert found["MLA, in the text"] == "(“Who Walks the ‘Tightrope’?”)"
    assert found["Chicago, note"].endswith("version 1.2 (2026), ISH.")
    assert not [words for words in found.values() if re.search(r"[Aa]ccess|Retriev|urldate|¶|par", words)]
