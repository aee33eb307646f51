"""`streamlit run app.py` without Streamlit's old page discovery.

Until st.navigation has run once in a process, Streamlit takes every file of a folder called pages
for a page: the first visitor who follows a link to /read then meets "Page not found" before the
right page (Streamlit 1.67). There is no setting for it. Use: python -m pages.launch run app.py
"""

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

if __name__ == "__main__":
    PagesManager.uses_pages_directory = False
    main(prog_name="streamlit")
