# make run   start the dashboard on http://127.0.0.1:8501
# make test  check everything
# make bench measure everything: bench/RESULTS.md (some minutes; ARTICLES=10000 for more)
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
ARTICLES ?= 1000
SAMPLE := data/store/sample

.PHONY: run test lint bench clean
run: .venv/.ok
	@$(BIN)/framing score data/sample/articles.jsonl --out $(SAMPLE) --if-changed
	@$(BIN)/framing app --port $(PORT)

test: .venv/.ok .venv/.browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

bench: .venv/.ok
	$(BIN)/python bench/throughput.py --articles $(ARTICLES)
	$(BIN)/python bench/libraries.py
	$(BIN)/python bench/changes.py
	$(BIN)/python bench/engines.py
	$(BIN)/python bench/starts.py
	$(BIN)/python bench/interactive.py
	$(BIN)/python bench/visitors.py
	$(BIN)/python bench/pages.py
	$(BIN)/python bench/report.py

.venv/.ok: requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed, this is " + sys.version.split()[0] + "; try: make PYTHON=python3.12 run")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing; on Debian or Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Installing into .venv (about a minute, once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt -c constraints.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $@

# The browser tests drive a real Chromium: the one that is there, else Debian's.
.venv/.browser: .venv/.ok
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	  || { echo "Installing Chromium for the browser tests ..."; \
	       SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	       $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq --no-install-recommends chromium fonts-noto-core >/dev/null; } \
	  || { echo "No Chromium found. Install one (Debian: sudo apt install chromium) and run make test again."; exit 1; }
	@touch $@

clean:
	rm -rf .venv data/store
