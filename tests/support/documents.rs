//! Small files of the formats sources come in, made by hand.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A ZIP archive of named files.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// The XML of a document with this body.
pub fn document_xml(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document {WORD}><w:body>{body}</w:body></w:document>"
    )
}

/// A Word document with this body and further parts.
pub fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = document_xml(body);
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut all = vec![("_rels/.rels", relations), ("word/document.xml", &document)];
    all.extend(parts);
    archive(&all)
}

/// A paragraph of a Word document.
pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// What a Word document says about itself.
pub fn core(title: &str, creator: &str, created: &str, language: &str) -> String {
    format!(
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>{title}</dc:title><dc:creator>{creator}</dc:creator><dcterms:created>{created}</dcterms:created><dc:language>{language}</dc:language></cp:coreProperties>"
    )
}

/// A PDF whose pages hold these lines: where each begins from the left and from below, in points,
/// and its words, in Helvetica 10.
pub fn pdf(pages: &[Vec<(f64, f64, &str)>], info: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len())
        .map(|at| format!("{} 0 R", 5 + 2 * at))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            kids.join(" "),
            pages.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
        format!("<< {info} >>"),
    ];
    for (at, lines) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            6 + 2 * at
        ));
        let mut content = String::new();
        for (x, y, text) in lines {
            let text = text
                .replace('(', "\\(")
                .replace(')', "\\)")
                .replace('’', "\\222");
            writeln!(content, "BT /F1 10 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET").unwrap();
        }
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}endstream",
            content.len()
        ));
    }
    written(&objects)
}

/// A PDF of these objects, numbered from 1; the first is the catalogue, the fourth the information.
pub fn written(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).into_bytes());
    }
    let start = out.len();
    let mut tail = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        writeln!(tail, "{offset:010} 00000 n ").unwrap();
    }
    writeln!(
        tail,
        "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF",
        objects.len() + 1
    )
    .unwrap();
    out.extend(tail.into_bytes());
    out
}

/// A saved web page with an article between navigation and footer.
pub const PAGE: &str = r#"<!DOCTYPE html>
<html lang="en-PK"><head><meta charset="utf-8"><title>Trade ban at Torkham | The Border Herald</title>
<meta property="og:title" content="Trade ban at Torkham enters its third week">
<meta property="og:site_name" content="The Border Herald">
<meta name="author" content="Huda Rahmani">
<meta property="article:published_time" content="2025-10-30T08:15:00+05:00">
<style>p { color: red }</style><script>document.write("<p>never</p>")</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<div id="cookie" style="display:none">We value your privacy</div>
<article><h1>Trade ban at Torkham enters its third week</h1>
<p>Trucks stood for a third week at the Torkham crossing, as the ban on trade that Islamabad
imposed after the attack on the checkpoint stayed in force, officials on both sides said.</p>
<h2>What each side says</h2>
<p>“We will reopen when the firing stops,” a spokesman said in Peshawar,<br>adding that talks went on, with several
tribal elders, traders and officials at the table in the hope of a settlement before the winter.</p>
<blockquote><p>No goods pass, and the fruit rots where it stands, a trader told this newspaper.</p></blockquote>
<ul><li>Fruit worth 3 million dollars, by the count of the chamber of commerce, was lost.</li>
<li>Some 1,200 trucks wait on either side, drivers and customs officers said on Sunday.</li></ul>
<table><tr><th>Week</th><th>Trucks</th></tr><tr><td>First</td><td>400</td></tr><tr><td>Second</td><td>900</td></tr></table>
<p>The chamber of commerce asked both governments to let perishable goods pass, as they did in the
spring of the year before, when the crossing was closed for twelve days, and traders were paid.</p>
</article>
<footer><p>Copyright The Border Herald. Subscribe to our newsletter for more.</p></footer></body></html>"#;
