"""Corpora that are kept: named, added to, mended, undone, and whole whenever a process is killed.

`shelf` lists and opens them, `additions` adds documents, `changes` does everything else; `imports`
are documents on their way in. A corpus is a folder:

    corpus.json     what was decided (records); the one place of truth, with its backup
    documents/      every accepted document as it came, called by its content
    batches/<id>/   what an import brought, as it was read and cleaned
    runs/<n>/       the tables that followed, scored: the last two

Writers hold a lock; each writes what is new beside what is there and then replaces corpus.json.
"""
