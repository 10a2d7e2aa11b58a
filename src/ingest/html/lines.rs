//! The text of a tree of elements as a browser would show it: a line for each block, white space
//! within it folded, items marked, the cells of a row parted by tabs.
//!
//! In: a node. Out: its text. Depth costs no stack: hostile pages nest a hundred thousand deep.

use dom_query::NodeRef;

/// What is never shown.
const HIDDEN: [&str; 18] = [
    "head", "script", "style", "noscript", "template", "svg", "math", "canvas", "iframe", "object",
    "embed", "audio", "video", "select", "datalist", "textarea", "button", "input",
];

/// The text of `root` and all that is in it.
pub(super) fn lines(root: &NodeRef<'_>) -> String {
    let mut page = Lines::default();
    let mut waiting = vec![Step::Enter(*root)];
    while let Some(step) = waiting.pop() {
        match step {
            Step::Leave(node) => page.leave(&name_of(&node)),
            Step::Enter(node) if node.is_text() => page.text(&node.text()),
            Step::Enter(node) if is_hidden(&node) => {}
            Step::Enter(node) => {
                page.enter(&node);
                waiting.push(Step::Leave(node));
                waiting.extend(node.children_it(true).map(Step::Enter));
            }
        }
    }
    page.finish()
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeRef<'a>),
}

fn name_of(node: &NodeRef<'_>) -> String {
    node.node_name()
        .map_or_else(String::new, |name| name.to_string())
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    if node.is_comment() || node.is_doctype() {
        return true;
    }
    let style = || {
        let style = node.attr("style")?;
        let plain: String = style.split_whitespace().collect();
        Some(plain.contains("display:none"))
    };
    node.is_element()
        && (HIDDEN.contains(&name_of(node).as_str())
            || node.has_attr("hidden")
            || style() == Some(true))
}

/// How much stands between two blocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// They run on.
    #[default]
    None,
    /// A new line.
    Line,
    /// A blank line.
    Paragraph,
}

impl Gap {
    fn around(name: &str) -> Self {
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "ul" | "ol" | "dl"
            | "table" | "pre" | "figure" | "hr" | "fieldset" => Self::Paragraph,
            "div" | "section" | "article" | "main" | "header" | "footer" | "nav" | "aside"
            | "address" | "li" | "dt" | "dd" | "tr" | "caption" | "figcaption" | "details"
            | "summary" | "form" | "legend" | "body" | "html" | "center" | "thead" | "tbody" => {
                Self::Line
            }
            _ => Self::None,
        }
    }
}

/// Text on its way to lines.
#[derive(Default)]
struct Lines {
    out: String,
    /// What is to stand before the next word.
    gap: Gap,
    space: bool,
    /// What stands before the first word of an item.
    mark: Option<String>,
    /// The numbers of the open lists; `None` for one without numbers.
    lists: Vec<Option<u32>>,
    preformatted: usize,
    /// How many cells of the open row have ended.
    cells: usize,
    /// Where the present cell begins in `out`.
    cell: usize,
}

impl Lines {
    fn enter(&mut self, node: &NodeRef<'_>) {
        let name = name_of(node);
        self.part(Gap::around(&name));
        match name.as_str() {
            "ul" => self.lists.push(None),
            "ol" => {
                let start = node.attr("start").and_then(|start| start.parse().ok());
                self.lists.push(Some(start.unwrap_or(1)));
            }
            "li" => self.mark = Some(self.next_mark()),
            "pre" => self.preformatted += 1,
            "tr" => self.cells = 0,
            "td" | "th" => self.begin_cell(),
            "br" => self.line_break(),
            _ => {}
        }
    }

    fn leave(&mut self, name: &str) {
        match name {
            "ul" | "ol" => drop(self.lists.pop()),
            "li" => self.mark = None,
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "td" | "th" => self.end_cell(),
            "tr" | "table" => self.gap = self.gap.max(Gap::around(name)),
            _ => {}
        }
        self.part(Gap::around(name));
    }

    fn next_mark(&mut self) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let mark = format!("{number}. ");
                *number = number.saturating_add(1);
                mark
            }
            _ => "• ".to_owned(),
        }
    }

    /// The cells of a row stand on one line, parted by tabs.
    fn begin_cell(&mut self) {
        if self.cells > 0 {
            self.begin_words();
            self.out.push('\t');
        }
        self.cell = self.out.len();
    }

    fn end_cell(&mut self) {
        self.cells += 1;
        if self.out.len() > self.cell {
            // What ends in a cell does not part it from the next one.
            self.gap = Gap::None;
        }
        self.space = false;
    }

    fn line_break(&mut self) {
        if self.gap == Gap::Line {
            self.gap = Gap::Paragraph;
        }
        self.part(Gap::Line);
    }

    fn part(&mut self, gap: Gap) {
        // A block at the start of a cell does not part it from its tab.
        if !self.out.ends_with('\t') {
            self.gap = self.gap.max(gap);
        }
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.begin_words();
            self.out.push_str(text.trim_end_matches(['\n', '\r']));
            if text.ends_with('\n') {
                self.gap = self.gap.max(Gap::Line);
            }
            return;
        }
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
        for (at, word) in text.split(is_blank).enumerate() {
            self.space |= at > 0;
            if !word.is_empty() {
                self.begin_words();
                self.out.push_str(word);
            }
        }
    }

    /// Puts what is due before words.
    fn begin_words(&mut self) {
        let space = std::mem::take(&mut self.space);
        match std::mem::take(&mut self.gap) {
            _ if self.out.is_empty() => {}
            Gap::Paragraph => self.out.push_str("\n\n"),
            Gap::Line => self.out.push('\n'),
            Gap::None if space && !self.out.ends_with(['\n', '\t', ' ']) => self.out.push(' '),
            Gap::None => {}
        }
        if let Some(mark) = self.mark.take() {
            self.out.push_str(&mark);
        }
    }

    fn finish(self) -> String {
        let mut out = String::with_capacity(self.out.len() + 1);
        for line in self.out.split('\n') {
            let line = line.trim_end();
            if line.is_empty() && (out.is_empty() || out.ends_with("\n\n")) {
                continue;
            }
            out.push_str(line);
            out.push('\n');
        }
        out
    }
}
