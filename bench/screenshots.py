"""Every page in three looks, on three corpora, into screenshots/: python bench/screenshots.py."""

import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser.conftest import OFFLINE, PATIENCE, chromium, serving  # noqa: E402

from framing.__main__ import main  # noqa: E402

OUT = ROOT / "screenshots"
SAMPLE = ROOT / "data" / "sample" / "articles.jsonl"
LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (390, "light")}
PAGES = (
    "",
    "compare",
    "compare?by=Authors",
    "compare?compare_tab=Endorsed+and+rejected",
    "compare?compare_tab=All+shares",
    "compare?compare_tab=Head+to+head",
    "compare?compare_tab=Who+is+quoted",
    "timeline",
    "timeline?split=Outlets&events=2022-11-11+Kherson+is+free",
    "language",
    "language?language_tab=Key+terms&by=Authors",
    "language?language_tab=In+context&find=peace",
    "language?language_tab=Words+of+tone",
    "read",
    "robustness",
    "corpus",
    "corpus?corpus_view=Set+aside",
    "corpus?corpus_view=Names",
    "corpus?corpus_view=Keep",
    "codebook",
    "validation",
    "method",
    "class",
)
BARE = tuple(path for path in PAGES if "?" not in path)
TALLEST = 3200  # pixels


def run_of(articles: list[str], folder: Path) -> Path:
    """Score lines of the sample into a run."""
    source = folder / "sample" / "articles.jsonl"
    source.parent.mkdir(parents=True)
    source.write_text("\n".join(articles), encoding="utf-8")
    CliRunner().invoke(main, ["score", str(source), "--out", str(folder / "run")])
    return folder / "run"


def shoot(run: Path, corpus: str, pages: tuple[str, ...]) -> None:
    """All looks of some pages of one run."""
    with serving(run) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(OFFLINE))
        for look, (width, scheme) in LOOKS.items():
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            for path in pages:
                page = context.new_page()
                page.goto(f"{address}/{path}")
                page.wait_for_selector(".fd-heading, .fd-empty", timeout=PATIENCE)
                page.wait_for_timeout(2500)
                main_block = page.locator('[data-testid="stMain"]')
                height = main_block.evaluate("block => block.scrollHeight")
                page.set_viewport_size({"width": width, "height": min(height + 60, TALLEST)})
                page.wait_for_timeout(900)
                name = path.replace("?", "-").replace("=", "-") or "overview"
                page.screenshot(path=OUT / f"{corpus}-{look}-{name}.png")
                page.close()
            context.close()
        browser.close()
    print(f"{corpus}: {len(LOOKS) * len(pages)} pictures in {OUT}")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        shoot(run_of(lines, Path(folder) / "full"), "sample", PAGES)
        shoot(
            run_of(lines[:4], Path(folder) / "tiny"),
            "two",
            BARE,
        )
        shoot(Path(folder) / "none", "none", ("", "corpus"))
