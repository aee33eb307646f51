"""Batches of articles as databases export them, made of invented text."""

from made_files import BODY

TITLES = ("Harbours in winter", "Quays in spring")
AUTHORS = ("Ann Moe", "Bo Lindqvist")
BODIES = (BODY, [line.replace("harbour", "canal") for line in BODY])


def factiva_coded(separator: str = "\t") -> str:
    """Two articles in Factiva's display with index fields."""
    articles = [
        [
            ("SE", "Opinion"),
            ("HD", title),
            ("BY", f"By {author}"),
            ("WC", "1,024 words"),
            ("PD", f"{number} March 2022"),
            ("SN", "The Courier"),
            ("SC", "COUR"),
            ("LA", "English"),
            ("CY", "Copyright 2022. The Courier. All Rights Reserved."),
            ("LP", body[0]),
            ("TD", "\n".join(body[1:])),
            ("ART", "The quay at noon. Photo: nobody."),
            ("CO", "quayco : Quay Company"),
            ("NS", "gpol : Politics"),
            ("PUB", "Courier Press"),
            ("AN", f"Document COUR00002022030{number}ei340001{number}"),
        ]
        for number, (title, author, body) in enumerate(
            zip(TITLES, AUTHORS, BODIES, strict=True), start=3
        )
    ]
    blocks = ["\n".join(f"{code}{separator}{text}" for code, text in one) for one in articles]
    return "\n\n".join(blocks) + "\n\nSearch Summary\nText\tharbours\n"


def factiva_plain() -> str:
    """Two articles in Factiva's plain display, one with a section above its title."""
    front = ("1,024 words", "4 March 2022", "10:15", "The Courier", "COUR", "English")
    rights = "Copyright 2022. The Courier. All Rights Reserved."
    articles = [
        [
            "Opinion",
            TITLES[0],
            AUTHORS[0],
            *front,
            rights,
            *BODY,
            "Document COUR000020220304ei3400001",
        ],
        [
            TITLES[1],
            *front,
            "(c) 2022 The Courier",
            *BODIES[1],
            "Document COUR000020220304ei3400002",
        ],
    ]
    return "\n\n".join("\n".join(one) for one in articles)


def factiva_page(*, coded: bool) -> str:
    """The same as a page."""
    articles = []
    for number, (title, author, body) in enumerate(
        zip(TITLES, AUTHORS, BODIES, strict=True), start=3
    ):
        paragraphs = "".join(
            f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in body
        )
        serial = f"Document COUR00002022030{number}ei340001{number}"
        rows = (
            ("HD", f'<span class="enHeadline">{title}</span>'),
            ("BY", f"By {author}"),
            ("PD", f"{number} March 2022"),
            ("SN", "The Courier"),
            ("LA", "English"),
            ("LP", f"<p class='articleParagraph'>{body[0]}</p>"),
            ("TD", "".join(f"<p class='articleParagraph'>{p}</p>" for p in body[1:])),
            ("AN", serial),
        )
        table = "".join(
            f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{text}</td></tr>'
            for code, text in rows
        )
        plain = (
            f'<div id="hd"><span class="enHeadline">{title}</span></div><div>By {author}</div>'
            f"<div>1,024 words</div><div>{number} March 2022</div><div>The Courier</div>"
            f"<div>COUR</div><div>English</div><div>© 2022 The Courier</div>"
            f"{paragraphs}<p>{serial}</p>"
        )
        inner = f"<table>{table}</table>" if coded else plain
        articles.append(f'<div class="article enArticle">{inner}</div>')
    head = "<!DOCTYPE html><html><head><title>Factiva</title></head>"
    return f"{head}<body>{''.join(articles)}</body></html>"


def nexis_paragraphs() -> list[str]:
    """Nexis Uni: a cover page, then two articles."""
    cover = [
        "User Name: Reader",
        "Date and Time: Friday, March 4, 2022 10:00:00 AM EST",
        "Job Number: 12345",
        "Documents (2)",
        f"1. {TITLES[0]}",
        "Client/Matter: -None-",
        "Search Terms: harbour",
        f"2. {TITLES[1]}",
    ]
    articles = []
    for number, (title, author, body) in enumerate(
        zip(TITLES, AUTHORS, BODIES, strict=True), start=3
    ):
        articles += [
            title,
            "The Courier",
            f"March {number}, 2022 Friday",
            "Copyright 2022 The Courier All Rights Reserved",
            "Section: OPINION; Pg. 3",
            "Length: 1024 words",
            f"Byline: {author}",
            "Body",
            *body,
            "Graphic",
            "The quay at noon.",
            "Classification",
            "Language: ENGLISH",
            "Publication-Type: Newspaper",
            f"Load-Date: March {number}, 2022",
            "End of Document",
        ]
    return [*cover, *articles]


def nexis_classic() -> str:
    """The older plain text, its lines broken at a fixed width."""
    articles = []
    for number, (title, author, body) in enumerate(
        zip(TITLES, AUTHORS, BODIES, strict=True), start=1
    ):
        paragraphs = "\n\n".join(line.replace(", and", ",\nand") for line in body)
        articles.append(
            f"                              {number} of 2 DOCUMENTS\n\n\n"
            f"                                The Courier\n\n"
            f"                            March {number + 2}, 2022 Friday\n\n{title}\n\n"
            f"BYLINE: {author}\n\nSECTION: OPINION; Pg. 3\n\nLENGTH: 1024 words\n\n\n"
            f"{paragraphs}\n\n"
            "LOAD-DATE: March 5, 2022\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n\n\n"
            "                       Copyright 2022 The Courier\n"
            "                          All Rights Reserved\n\n\n"
        )
    return "".join(articles)
