"""Addresses of one page, as links, readers and phones write them, to one spelling."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from courlan import normalize_url

# AMP: https://developers.google.com/search/docs/crawling-indexing/amp
_AMP_CACHE = re.compile(
    r"(?i)https?://(?:www\.)?google\.[a-z.]+/amp/(?:s/)?"
    r"|https?://[^/]+\.cdn\.ampproject\.org/[cv]/(?:s/)?"
)
_AMP_PATH = re.compile(r"(?<=[^/])/amp/?$|^/amp(?=/.)|[./_-]amp(?=\.html?$)|\.amp$")
_AMP_PARAMETERS = frozenset({"amp", "outputtype", "amp_js_v", "usqp", "amp_gsa"})
_MOBILE_HOST = re.compile(r"^(?:amp|m|mobile|touch|wap)\.|(?<=^[a-z]{2}\.)m\.|(?<=^www\.)m\.")
# Who sent the reader, by what: nothing that chooses the page. Beside those that courlan knows.
_TRACKING = re.compile(
    r"(?i)(?:utm_|at_|pk_|mtm_|ns_|hsa_|mc_|vero_|guce|guccounter|soc_|fb_|gaa_|ref_|trk|icid|ocid)"
    r"|(?:cmp|cmpid|smid|smtyp|xtor|ito|sref|spm|igshid|yclid|twclid|ttclid|li_fat_id|dclid|gbraid"
    r"|wbraid|campaign|source|partner|ref|referrer|referer|feature|via|share|s_cid|reflink|mod|_ga"
    r"|leadsource|embedded-checkout|tracking|rss)$"
)


def canonical(url: str | None) -> str | None:
    """One spelling of an address of the web: no tracking, no AMP, no mobile host, no fragment.

    Tracking parameters are those that courlan knows and some more; the others stay, in order.
    Anything but http(s) stays as it is.

    >>> canonical("http://m.example.org/a/amp/?utm_source=x&id=3#top")
    'http://example.org/a?id=3'
    """
    text = (url or "").strip()
    text = _AMP_CACHE.sub("https://", text)
    if not re.match(r"(?i)https?://[^\s/]+\.[^\s/]+", text):
        return text or None
    try:
        parts = urlsplit(normalize_url(text))
    except ValueError:
        return text  # a port that is no number, a broken IPv6 address
    place = _MOBILE_HOST.sub("", parts.netloc)
    return urlunsplit((parts.scheme, place, _AMP_PATH.sub("", parts.path), _query(parts.query), ""))


def key(url: str | None) -> str | None:
    """What two addresses of one page share: no scheme, no "www.", no last slash.

    >>> key("https://www.example.org/a/") == key("http://m.example.org/a?utm_medium=x")
    True
    """
    found = canonical(url)
    return found and re.sub(r"(?i)^https?://(?:www\.)?", "", found).rstrip("/")


def host(url: str | None) -> str | None:
    """The host of an address in its canonical spelling, without "www."; None where it has none.

    >>> host("https://www.m.example.org/a")
    'example.org'
    """
    if not re.match(r"(?i)https?://", url or ""):
        return None
    return re.split(r"[/?#:]", (key(url) or "").rpartition("@")[2])[0].lower() or None


def _query(query: str) -> str:
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if not _TRACKING.match(name) and name.lower() not in _AMP_PARAMETERS
    ]
    return urlencode(sorted(kept))
