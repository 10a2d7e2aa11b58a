//! The form of a code.

use super::ending::ending_ui;
use super::form::{Form, hint_line};
use super::passages::passages_ui;
use super::{look, names};
use crate::model::codebook::{Code, Makes, code_look, code_makes, code_path};
use crate::model::id::CodeId;
use crate::model::project::Project;
use crate::workbench::fields::Field;
use crate::workbench::panes::Desk;
use crate::workbench::panes::words::counted;
use crate::workbench::verb::Verb;
use crate::workbench::widgets::Section;
use egui::Ui;

/// Draws the form.
pub(super) fn code_ui(ui: &mut Ui, desk: &mut Desk<'_>, id: CodeId) {
    let Some(code) = desk.snapshot.project().codes.get(&id).cloned() else {
        return;
    };
    let form = &mut Form::new(desk, id);
    form.title(ui, "Name", &code.name);
    let uses = form.desk.derived.usage().annotations(id) as usize;
    let path = code_path(form.desk.snapshot.project(), id);
    hint_line(
        ui,
        &format!("{path} · on {}", counted(uses, "passage", "passages")),
    );
    ui.add_space(4.0);
    passages_ui(ui, form);
    ui.add_space(4.0);
    parent_ui(ui, form, &code);
    makes_ui(ui, form, &code);
    look_ui(ui, form, &code);
    Section::new("What it means").show(ui);
    form.text_with(
        ui,
        Field::Description,
        ("Description", &code.description),
        |edit| edit.lines(2).placeholder("in a sentence or two"),
    );
    Section::new("When to use it, and when not").show(ui);
    form.text_with(ui, Field::Rule, ("Rule", &code.rule), |edit| {
        edit.lines(2).placeholder("the decision rule")
    });
    Section::new("Examples").show(ui);
    let examples = code.examples.join("\n");
    form.text_with(ui, Field::Examples, ("Examples", &examples), |edit| {
        edit.lines(2).placeholder("one a line")
    });
    let all = names::codes(ui, form.desk.snapshot.project());
    ending_ui(ui, form, "code", (id, &all), |keep| {
        Verb::MergeCodes(keep, id)
    });
}

fn parent_ui(ui: &mut Ui, form: &mut Form<'_, '_>, code: &Code) {
    let entries = names::codes_or(ui, form.desk.snapshot.project(), "Nothing");
    let others: Vec<_> = entries
        .iter()
        .filter(|(id, _)| *id != Some(code.id))
        .cloned()
        .collect();
    if let Some(parent) = form.choice_row(ui, "Stands under", "Stands under", &others, &code.parent)
    {
        form.edit(Verb::MoveCode(code.id, parent, None));
    }
}

fn makes_ui(ui: &mut Ui, form: &mut Form<'_, '_>, code: &Code) {
    let project = form.desk.snapshot.project();
    let above = code.parent.and_then(|parent| code_makes(project, parent));
    let inherited = match above {
        Some(makes) => format!("As the code above: {}", makes_words(project, makes)),
        None => "Nothing".to_owned(),
    };
    let kinds = names::kinds(ui, project);
    let mut entries = vec![
        (None, inherited),
        (Some(Makes::Claim), "A claim".to_owned()),
    ];
    entries.extend(
        kinds
            .iter()
            .map(|(id, name)| (Some(Makes::Event(*id)), format!("An event: {name}"))),
    );
    if let Some(makes) = form.choice_row(ui, "Makes", "Makes", &entries, &code.makes) {
        form.replace(
            Code {
                makes,
                ..code.clone()
            },
            "what a code makes",
        );
    }
}

fn makes_words(project: &Project, makes: Makes) -> String {
    match makes {
        Makes::Claim => "a claim".to_owned(),
        Makes::Event(kind) => project
            .kinds
            .get(&kind)
            .map(|kind| kind.name.clone())
            .unwrap_or_default(),
    }
}

fn look_ui(ui: &mut Ui, form: &mut Form<'_, '_>, code: &Code) {
    let (hue, shape) = code_look(form.desk.snapshot.project(), code.id);
    let (new_hue, new_shape) = look::look_ui(ui, form, hue, shape);
    if new_hue.is_some() || new_shape.is_some() {
        form.edit(Verb::RecolourCode(
            code.id,
            new_hue.or(code.hue),
            new_shape.or(code.shape),
        ));
    }
    let own = code.hue.is_some() || code.shape.is_some();
    if own && form.quiet_button(ui, "Look like the code above", "Look like the code above") {
        form.edit(Verb::RecolourCode(code.id, None, None));
    }
}
