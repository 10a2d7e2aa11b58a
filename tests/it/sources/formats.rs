//! Web pages, Word documents and PDFs become the text their readers see.

use super::{child, read};
use crate::support::documents::{PAGE, core, docx, paragraph, pdf};
use tightrope::ingest::{Note, Reading, TextError};
use tightrope::model::edtf::Edtf;
use tightrope::model::source::Taken;

fn whole() -> Reading {
    Reading {
        taken: Some(Taken::Whole),
        ..Reading::default()
    }
}

#[test]
fn the_article_of_a_page_is_taken_with_what_the_page_says_of_itself() {
    let read = read("ban.html", PAGE.as_bytes()).expect("a page");
    let text = read.text.as_str();
    for line in [
        "What each side says",
        "• Some 1,200 trucks wait on either side, drivers and customs officers said on Sunday.",
        "No goods pass, and the fruit rots where it stands, a trader told this newspaper.",
        "Week\tTrucks",
        "Second\t900",
        "“We will reopen when the firing stops,” a spokesman said in Peshawar,",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}: {text}");
    }
    assert!(
        text.contains("Islamabad imposed after"),
        "white space is folded: {text}"
    );
    for page in ["Home", "Subscribe", "never", "color", "privacy"] {
        assert!(!text.contains(page), "{page}: {text}");
    }
    let about = &read.about;
    assert_eq!(about.title, "Trade ban at Torkham enters its third week");
    assert_eq!(
        (about.author.as_str(), about.publisher.as_str()),
        ("Huda Rahmani", "The Border Herald")
    );
    assert_eq!(about.language, "en-PK");
    assert_eq!(
        about.published.as_ref().map(Edtf::as_str),
        Some("2025-10-30")
    );
    assert_eq!(
        (read.original.taken, read.original.encoding.as_str()),
        (Taken::Article, "UTF-8")
    );
}

#[test]
fn the_rest_of_a_page_is_available() {
    let read = child()
        .read("ban.html", PAGE.as_bytes(), whole())
        .expect("a page");
    let text = read.text.as_str();
    for words in [
        "Home",
        "World",
        "1,200 trucks",
        "Subscribe to our newsletter",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        !text.contains("never") && !text.contains("privacy"),
        "{text}"
    );
    assert_eq!(read.original.taken, Taken::Whole);
}

#[test]
fn a_page_without_an_article_is_taken_whole_and_says_so() {
    let read = read("a.htm", b"<footer>Closed.</footer>").expect("a page");
    assert_eq!(read.text.as_str().trim(), "Closed.");
    assert!(read.notes.contains(&Note::NoArticle), "{:?}", read.notes);
    assert_eq!(read.original.taken, Taken::Whole);
}

#[test]
fn metadata_of_pages_comes_from_wherever_they_put_it() {
    let body = "<p>words</p>";
    let cases = [
        (
            r#"<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Ban lifted","author":{"name":"Zia"},"publisher":{"name":"Dawn"},"datePublished":"2025-11-02T10:00:00Z"}</script>"#,
            ("Ban lifted", "Zia", "Dawn", "2025-11-02"),
        ),
        (
            r#"<title>Ban lifted at last today</title><meta name="dc.date" content="2025-11">"#,
            ("Ban lifted at last today", "", "", "2025-11"),
        ),
        (
            r#"<title>Ban lifted at last today</title><meta name="date" content="next week">"#,
            ("Ban lifted at last today", "", "", ""),
        ),
    ];
    for (head, (title, author, publisher, published)) in cases {
        let page = format!("<html><head>{head}</head><body>{body}</body></html>");
        let about = read("a.html", page.as_bytes()).expect("a page").about;
        assert_eq!(about.title, title);
        assert_eq!(
            (about.author.as_str(), about.publisher.as_str()),
            (author, publisher)
        );
        assert_eq!(
            about.published.as_ref().map_or("", Edtf::as_str),
            published,
            "{head}"
        );
    }
}

#[test]
fn a_page_in_an_old_encoding_is_read_by_what_it_declares() {
    let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\"></head><body><p>طورخم بند</p></body></html>",
    );
    let read = read("a.html", &bytes).expect("a page");
    assert_eq!(read.text.as_str().trim(), "طورخم بند");
    assert_eq!(read.original.encoding, "Windows-1256");
}

fn text_of(body: &str, parts: &[(&str, &str)]) -> String {
    let read = read("a.docx", &docx(body, parts)).expect("a document");
    read.text.as_str().to_owned()
}

#[test]
fn the_words_of_a_word_document_stand_in_reading_order() {
    let insert = "<w:p><w:r><w:t>The ban </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText>ended </w:delText></w:r></w:del><w:ins w:id=\"2\"><w:r><w:t>went on</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>";
    let entities = "<w:p><w:r><w:t>Fish &amp; fruit &#x2014; lost</w:t></w:r><w:r><w:tab/><w:t>here</w:t><w:br/><w:t>and there</w:t></w:r></w:p>";
    let joined = "<w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p><w:p><w:r><w:t>sentence.</w:t></w:r></w:p>";
    let field = "<w:p><w:r><w:instrText>PAGE \\* MERGEFORMAT</w:instrText></w:r><w:r><w:t>Page 1</w:t></w:r></w:p>";
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("Week"),
        cell("Trucks"),
        cell("First"),
        cell("400")
    );
    let two = "<mc:AlternateContent><mc:Choice><w:p><w:r><w:t>Once</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>Once</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>";
    let cases = [
        (paragraph("One") + &paragraph("Two"), "One\n\nTwo\n"),
        (insert.to_owned(), "The ban went on.\n"),
        (
            entities.to_owned(),
            "Fish & fruit — lost\there\nand there\n",
        ),
        (joined.to_owned(), "One sentence.\n"),
        (field.to_owned(), "Page 1\n"),
        (
            paragraph("Before") + &table + &paragraph("After"),
            "Before\n\nWeek\tTrucks\nFirst\t400\n\nAfter\n",
        ),
        (two.to_owned(), "Once\n"),
        (paragraph("طورخم بند ہے۔"), "طورخم بند ہے۔\n"),
        (
            paragraph("a") + "<w:p/>" + "<w:p/>" + &paragraph("b"),
            "a\n\nb\n",
        ),
    ];
    for (body, text) in cases {
        assert_eq!(text_of(&body, &[]), text, "{body}");
    }
}

#[test]
fn lists_and_notes_of_a_word_document_are_marked() {
    let item = |list: u32, depth: u32, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let numbering = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num></w:numbering>";
    let body = [
        paragraph("Terms:"),
        item(1, 0, "Open"),
        item(1, 1, "at noon"),
        item(1, 1, "at night"),
        item(1, 0, "Pay"),
        item(2, 0, "Fruit"),
    ]
    .concat();
    assert_eq!(
        text_of(&body, &[("word/numbering.xml", numbering)]),
        "Terms:\n\n1. Open\na. at noon\nb. at night\n2. Pay\n• Fruit\n"
    );
    let body = "<w:p><w:r><w:t>He denied it</w:t></w:r><w:r><w:footnoteReference w:id=\"5\"/></w:r><w:r><w:t>.</w:t></w:r></w:p>".to_owned()
        + &paragraph("The end.");
    let notes = "<w:footnotes xmlns:w=\"w\"><w:footnote w:id=\"0\"><w:p><w:r><w:t>separator</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"5\"><w:p><w:r><w:t>Interview, </w:t></w:r><w:r><w:t>12 October.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    assert_eq!(
        text_of(&body, &[("word/footnotes.xml", notes)]),
        "He denied it[1].\n\nThe end.\n\n[1] Interview, 12 October.\n"
    );
}

#[test]
fn a_word_document_says_who_wrote_it() {
    let core = core("Notes on a ban", "Huda", "2025-10-12T08:00:00Z", "en-GB");
    let bytes = docx(&paragraph("Words."), &[("docProps/core.xml", &core)]);
    let read = read("a.docx", &bytes).expect("a document");
    let about = &read.about;
    assert_eq!(
        (about.title.as_str(), about.author.as_str()),
        ("Notes on a ban", "Huda")
    );
    assert_eq!(about.language, "en-GB");
    assert_eq!(
        about.published.as_ref().map(Edtf::as_str),
        Some("2025-10-12~")
    );
    assert_eq!(
        read.notes,
        [Note::DateOfMaking],
        "the day it was made is not the day it appeared"
    );
    assert_eq!(read.original.encoding, "Word document");
}

#[test]
fn the_lines_of_a_pdf_become_paragraphs_and_its_running_lines_go() {
    let page = |number: usize, lines: Vec<(f64, f64, &'static str)>| {
        let numbers = ["- 1 -", "- 2 -", "- 3 -"];
        let mut page = vec![(50.0, 800.0, "Journal of Borders")];
        page.extend(lines);
        page.push((280.0, 30.0, numbers[number]));
        page
    };
    let pages = [
        page(
            0,
            vec![
                (50.0, 740.0, "The checkpoint near the crossing was at-"),
                (50.0, 728.0, "tacked on Saturday, officials in the town"),
                (50.0, 716.0, "said."),
                (62.0, 704.0, "A second paragraph begins with an indent"),
                (50.0, 692.0, "and it goes on upon the"),
            ],
        ),
        page(
            1,
            vec![
                (50.0, 740.0, "following page, as they do."),
                (50.0, 700.0, "It’s over."),
            ],
        ),
        page(2, vec![(50.0, 740.0, "Annex")]),
    ];
    let bytes = pdf(
        &pages,
        "/Title (Borders \\(2025\\)) /Author (Huda) /CreationDate (D:20251012083000+05'00')",
    );
    let read = read("a.pdf", &bytes).expect("a PDF");
    assert_eq!(
        read.text.as_str(),
        "The checkpoint near the crossing was attacked on Saturday, officials in the town said.\n\n\
         A second paragraph begins with an indent and it goes on upon the following page, as they do.\n\n\
         It’s over.\n\nAnnex"
    );
    let about = &read.about;
    assert_eq!(
        (about.title.as_str(), about.author.as_str()),
        ("Borders (2025)", "Huda")
    );
    assert_eq!(about.language, "en-GB");
    assert_eq!(
        about.published.as_ref().map(Edtf::as_str),
        Some("2025-10-12~")
    );
    assert_eq!(read.notes, [Note::DateOfMaking, Note::RunningLines(6)]);
    assert_eq!(read.original.encoding, "PDF");
}

#[test]
fn what_is_not_read_says_what_to_do() {
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        (
            "a.rtf",
            b"{\\rtf1 hello}".to_vec(),
            "an RTF file, which is not read (open it in a word processor, and save it as DOCX",
        ),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0....".to_vec(),
            "an old Word or Excel file",
        ),
        (
            "a.mhtml",
            b"MIME-Version: 1.0".to_vec(),
            "a web archive, which is not read (save the page as",
        ),
        ("a.odt", b"PK\x03\x04...".to_vec(), "an OpenDocument text"),
        (
            "a.docx",
            b"words".to_vec(),
            "it does not begin as a DOCX does",
        ),
        (
            "a.xlsx",
            crate::support::documents::archive(&[("xl/workbook.xml", "<a/>")]),
            "a ZIP archive with no Word document in it, which is not read",
        ),
        (
            "a.pdf",
            pdf(&[vec![]], ""),
            "its pages hold pictures but no text",
        ),
        ("a.docx", docx("<w:p/>", &[]), "there is no text in it"),
    ];
    for (name, bytes, expected) in cases {
        let error = read(name, &bytes).expect_err(name).to_string();
        assert!(error.contains(expected), "{name}: {error}");
        assert!(error.ends_with(')'), "{error}");
    }
    assert!(matches!(
        read("a.csv", b"a,b"),
        Err(TextError::Extension { .. })
    ));
}
