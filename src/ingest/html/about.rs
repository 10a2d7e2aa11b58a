//! What a web page says about itself, in its head.

use crate::ingest::dates::day;
use crate::ingest::ingested::About;
use crate::model::edtf::Edtf;
use dom_smoothie::Readability;

/// The names under which pages give their date, the most exact first.
const DATES: [&str; 8] = [
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "citation_publication_date",
];

/// What `page` says about itself. To be asked before the article is taken out of it.
pub(super) fn about(page: &Readability) -> About {
    let said = page.get_article_metadata(page.parse_json_ld());
    let mut about = About {
        title: one_line(&said.title),
        author: author(&said.byline.unwrap_or_default()),
        publisher: one_line(&said.site_name.unwrap_or_default()),
        language: language(page),
        published: said.published_time.as_deref().and_then(day),
    };
    if about.published.is_none() {
        about.published = date_in_head(page);
    }
    about
}

/// Who wrote it, from a line like “By Huda Rahmani”. Some pages give the address of their author's
/// page instead, which is no name.
pub(super) fn author(byline: &str) -> String {
    let line = one_line(byline);
    let name = line.strip_prefix("By ").or(line.strip_prefix("by "));
    let name = name.unwrap_or(&line);
    if name.contains("://") {
        String::new()
    } else {
        name.to_owned()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn language(page: &Readability) -> String {
    let tag = page.doc.select_single("html[lang]").attr("lang");
    let tag = tag.map_or_else(String::new, |tag| tag.trim().to_owned());
    let is_of_tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    if tag.chars().all(is_of_tag) && tag.len() <= 35 {
        tag
    } else {
        String::new()
    }
}

fn date_in_head(page: &Readability) -> Option<Edtf> {
    let metas = page.doc.select("meta[content]");
    let named: Vec<(String, String)> = metas
        .iter()
        .filter_map(|meta| {
            let named = ["property", "name", "itemprop"];
            let name = named.iter().find_map(|name| meta.attr(name))?;
            Some((name.to_lowercase(), meta.attr("content")?.to_string()))
        })
        .collect();
    let date = |wanted: &&str| {
        let (_, date) = named.iter().find(|(name, _)| name == wanted)?;
        day(date)
    };
    let in_text = || {
        let time = page.doc.select_single("time[datetime]").attr("datetime")?;
        day(&time)
    };
    DATES.iter().find_map(date).or_else(in_text)
}
