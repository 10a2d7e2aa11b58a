//! Carries out commands, and takes up what background work brings back.

mod charts;
mod coding;
mod editing;
mod editions;
mod figure;
mod finding;
mod going;
mod input;
mod looking;
mod mapping;
mod opening;
mod passages;
mod pasting;
mod reconcile;
mod rereading;
mod rows;
mod saving;
mod tables;
mod versions;
mod views;

pub(super) use mapping::MappingJobs;
pub(super) use pasting::Pasting;
pub(super) use rereading::{has_encoding, is_web_page, reading_of};

use super::action::Action;
use super::app::{App, Leaving};
use super::command::{Command, RowDeed};
use super::dialogs::Wanted;
use super::filtering::FilterChange;
use super::layout::{self, Pane};
use super::looks::Turn;
use super::notices::Level;
use super::open::OpenProject;
use super::overlay::Overlay;
use super::palette::{Palette, Scope};
use super::panes::brush::{panned, zoomed};
use super::panes::reader::ReaderAsk;
use super::panes::reader_pane::PickFor;
use super::panes::table::TableAsk;
use super::quick_codes::QuickCodes;
use super::theme::ThemeChoice;
use super::verb::Verb;
use super::visibility::{Hideable, Showing};
use crate::analysis::segments::Edge;
use crate::ingest::tables::is_table;
use crate::model::source::ArabicStyle;
use crate::storage;
use egui::Context;

/// What is said to an edit of a project somebody else has open.
pub(super) const READ_ONLY: &str =
    "This project is open only to read: save it under another name to edit it";

impl App {
    /// Carries out one command.
    pub(super) fn run(&mut self, command: Command, ctx: &Context, window: &eframe::Frame) {
        match command {
            Command::Do(action) => self.act(action, ctx, window),
            Command::Open(path) if is_table(&path) => self.begin_with_table(path),
            Command::Open(path) => self.start_opening(path, true),
            Command::OpenDraft(path) => self.start_opening(path, false),
            Command::OpenTexts(paths) => self.start_reading(paths),
            Command::AddFiles(paths) => self.add_files(paths),
            Command::AddFromCase(at) => self.add_from_case(at),
            Command::Add(added) => self.add(added),
            Command::ReadAgain(id, reading) => self.read_again(id, reading),
            Command::TakeReadAgain(id, again) => self.take_read_again(id, Ok(*again)),
            Command::UpdateFrom(source, path) => self.read_version(source, path),
            Command::UpdateText(source, read) => self.compare(source, read),
            Command::ApplyVersion => self.apply_version(),
            Command::CancelVersion => self.cancel_version(),
            Command::SaveTo(path, replace) => self.write_to(path, replace, Wanted::SaveAs),
            Command::ExportEventsTo(path, replace) => {
                self.write_to(path, replace, Wanted::ExportEvents);
            }
            Command::NameFigure => {
                let format = self.figure.options.format;
                self.ask_for(Wanted::ExportFigure(format), window);
            }
            Command::ExportFigureTo(path, replace) => {
                let format = self.figure.options.format;
                self.write_to(path, replace, Wanted::ExportFigure(format));
            }
            Command::ExportPassagesTo(path, replace) => {
                self.write_to(path, replace, Wanted::ExportPassages);
            }
            Command::ExportMatrixTo(path, replace) => {
                self.write_to(path, replace, Wanted::ExportMatrix);
            }
            Command::ExportRowsTo(path, replace) => {
                self.write_to(path, replace, Wanted::ExportRows);
            }
            Command::ExportWarningsTo(path, replace) => {
                self.write_to(path, replace, Wanted::ExportWarnings);
            }
            Command::EnterInspector => self.enter_pane(Pane::Inspector),
            Command::ShowPassages(query) => self.show_passages(query),
            Command::ViewPassages(view) => {
                self.with_session(|session| session.passages = view);
            }
            Command::FindPassages => self.find_passages(),
            Command::Edit(verb) => self.edit(verb, None),
            Command::SetField(key, text) => {
                self.edit(Verb::SetField(key, text.clone()), Some((key, text)));
            }
            Command::CodeSelection(choice) => self.code_selection(choice),
            Command::ShowMatch(number) => self.show_match(number),
            Command::GoToMatch(number) => self.go_to_match(number),
            Command::CodeFound(choice) => self.code_found(choice),
            Command::NameCoder(name) => self.preferences.coder = name,
            Command::Select(id) => self.select(id),
            Command::SelectRow(row) => self.select_row(row),
            Command::ShowTable(id) => self.show_table(id),
            Command::Filter(change) => self.filter(change),
            Command::SortRows(table, keys) => {
                self.with_session(|session| session.sort_rows(table, keys));
            }
            Command::SaveView(name) => self.save_view(&name),
            Command::ApplyView(id) => self.apply_view(id),
            Command::KeepView(id) => self.keep_view(id),
            Command::AddTables(paths) => self.add_tables(paths),
            Command::CorrectTable(id) => self.correct_table(id),
            Command::ReadTable(id) => self.retry_table(id),
            Command::LocateTable(id) => self.locate_table(id, window),
            Command::PlaceTable(id, path) => self.check_place(id, path),
            Command::UpdateTable(id) => self.ask_for_edition(id, window),
            Command::UpdateTableFrom(id, path) => self.compare_table(id, path),
            Command::ApplyEdition => self.apply_edition(),
            Command::CancelEdition => self.cancel_edition(),
            Command::AddEdition => self.add_edition(),
            Command::TakeRowValues(id) => self.take_row_values(id),
            Command::EmbedTable(id, embedded) => self.embed_table(id, embedded),
            Command::AddTableFromCase(at) => self.add_table_from_case(at),
            Command::AcceptMapping => self.accept_mapping(),
            Command::CancelMapping => self.cancel_mapping(),
            Command::NameProfile(name) => self.overlay = Overlay::Profile(name),
            Command::SaveProfile(name) => self.save_profile(&name),
            Command::Stop(job) => self.jobs.cancel(job),
            Command::ShowRow(id) => self.show_row(id),
            Command::ForRows(table, rows, deed) => self.for_rows(table, rows, deed),
            Command::FindCandidates => self.find_candidates(),
            Command::FindDoubles(table) => self.find_doubles(table),
            Command::Reveal(id) => self.reveal(id),
            Command::Hover(id) => self.with_session(|session| session.hovered = id),
            Command::Read(id) => self.with_session(|session| session.read(id)),
            Command::SelectWords(source, words) => {
                self.with_session(|session| session.select_words(source, words));
            }
            Command::ShowTime(from, to) => {
                self.with_session(|session| session.time = Some((from, to)));
            }
            Command::Bucket(bucket) => self.with_session(|session| session.bucket = bucket),
            Command::Bars(bars) => self.with_session(|session| session.bars = bars),
            Command::ViewPair(wanted) => self.with_session(|session| session.pair = wanted),
            Command::Lanes(change) => self.with_session(|session| change.apply(&mut session.lanes)),
            Command::Split(split) => self.with_session(|session| session.split = split),
            Command::ShowInCharts(id, shown) => self.show_in_charts(id, shown),
            Command::Showing(what) => self.show(what),
            Command::Theme(choice) => self.set_theme(choice, ctx),
            Command::CloseOverlay => self.overlay = Overlay::None,
            Command::ForgetQuestion => self.forget_question(),
        }
    }

    fn act(&mut self, action: Action, ctx: &Context, window: &eframe::Frame) {
        if !self.is_enabled(action) {
            // Menus and shortcuts offer only what is possible; a key of the text can always be pressed.
            let info = action.info();
            let name = info.text.trim_end_matches('…');
            self.say(Level::Warning, format!("{name}: {}", info.needs.missing()));
            return;
        }
        if let Some(what) = ReaderAsk::of(action) {
            self.ask_reader(what);
            return;
        }
        if let Some(what) = TableAsk::of(action) {
            self.ask_table(what);
            return;
        }
        match action {
            Action::NewProject => self.open_empty(),
            Action::OpenSample => self.open_sample(storage::sample()),
            Action::OpenCoalMines => self.open_sample(storage::coal_mines()),
            Action::OpenFile => self.ask_for(Wanted::OpenFile, window),
            Action::OpenCase => self.ask_for(Wanted::OpenCase, window),
            Action::AddSources => self.ask_for(Wanted::AddSources, window),
            Action::AddTable => self.ask_for_tables(window),
            Action::CorrectTable => self.with_table(Command::CorrectTable),
            Action::LocateTable => self.with_table(Command::LocateTable),
            Action::UpdateTable => self.with_table(Command::UpdateTable),
            Action::EmbedTable => self.toggle_embedded(),
            Action::PasteSource => self.ask_for_paste(ctx, None),
            Action::ReadAs => self.choose_encoding(),
            Action::TakePage => self.toggle_article(),
            Action::UpdateText => self.ask_for_version(window),
            Action::UpdateFromClipboard => self.ask_clipboard(ctx),
            Action::Save => self.save_or_ask(window),
            Action::SaveAs => self.ask_for(Wanted::SaveAs, window),
            Action::ExportEvents => self.ask_for(Wanted::ExportEvents, window),
            Action::ExportFigure => self.open_figure(),
            Action::CopyPicture => self.copy_picture(),
            Action::CopyNumbers => self.copy_numbers(),
            Action::ExportPassages => self.ask_for(Wanted::ExportPassages, window),
            Action::ExportRows => self.ask_for(Wanted::ExportRows, window),
            Action::ExportWarnings => self.ask_for(Wanted::ExportWarnings, window),
            Action::ExportMatrix => self.ask_for(Wanted::ExportMatrix, window),
            Action::CloseProject => self.leaving = Leaving::Project,
            Action::Quit => self.leaving = Leaving::Window,
            Action::Undo => self.step(OpenProject::undo, "Undone"),
            Action::Redo => self.step(OpenProject::redo, "Redone"),
            Action::CodeSelection => self.readers.open_code_picker(PickFor::Words),
            Action::RepeatCode => self.code_with(QuickCodes::last),
            Action::QuickCode(slot) => self.code_with(|quick| quick.on(slot)),
            Action::AddCode => self.pick_for(PickFor::Further),
            Action::Recode => self.pick_for(|id| PickFor::Instead(id, None)),
            Action::GrowEnd => self.move_edge(Edge::End, true),
            Action::ShrinkEnd => self.move_edge(Edge::End, false),
            Action::GrowStart => self.move_edge(Edge::Start, true),
            Action::ShrinkStart => self.move_edge(Edge::Start, false),
            Action::SelectItsWords => self.select_its_words(),
            Action::TakeWords => self.take_words(),
            Action::AddWords => self.add_words(),
            Action::RemoveStretch => self.at_caret(Verb::RemoveSpan),
            Action::SplitAnnotation => self.at_caret(Verb::SplitAnnotation),
            Action::JoinAnnotation => self.join_annotation(),
            Action::Find => self.open_find(),
            Action::FindNext => self.find_next(true),
            Action::FindPrevious => self.find_next(false),
            Action::CodeFound => self.choose_code_for_found(),
            Action::MakeEvent => self.with_passage(Verb::MakeEvent),
            Action::MakeClaim => self.with_passage(Verb::MakeClaim),
            Action::AddToEvent => self.choose_event(),
            Action::MakeAnchor => self.with_words(Verb::MakeAnchor),
            Action::MarkBoilerplate => self.with_words(Verb::ToggleBoilerplate),
            Action::NewEvent => self.new_event(),
            Action::MergeEvent => self.choose_merge(),
            Action::NewCode => self.edit(Verb::NewCode("New code".to_owned(), None), None),
            Action::NewActor => self.edit(Verb::NewActor("New actor".to_owned()), None),
            Action::NewPlace => self.edit(Verb::NewPlace("New place".to_owned()), None),
            Action::DeleteSelected => self.delete_selected(),
            Action::CoderName => {
                self.overlay = Overlay::Coder(self.preferences.coder.clone(), Vec::new());
            }
            Action::Palette => self.overlay = Overlay::Palette(Palette::default()),
            Action::FocusReader => self.readers.take_focus(),
            Action::FocusForm => self.enter_pane(Pane::Inspector),
            Action::FocusCase => self.enter_pane(Pane::Case),
            Action::ShowReviews => self.bring_to_front(Pane::Reviews),
            Action::AcceptReview => self.accept_review(),
            Action::NextOfCode => self.next_of_code(true),
            Action::PreviousOfCode => self.next_of_code(false),
            Action::NextUncoded => self.next_uncoded(true),
            Action::PreviousUncoded => self.next_uncoded(false),
            Action::NextReview => self.next_review(true),
            Action::PreviousReview => self.next_review(false),
            Action::NextSource => self.next_source(true),
            Action::PreviousSource => self.next_source(false),
            Action::NextEvent => self.next_event(true),
            Action::PreviousEvent => self.next_event(false),
            Action::HideCode => self.show_meant(|code| Showing::Hide(Hideable::Code(code))),
            Action::ShowOnlyCode => self.show_meant(Showing::Only),
            Action::ShowAllCodes => self.show(Showing::All),
            Action::ShowMenu => self.readers.open_show_menu(),
            Action::EditMemo => self.edit_memo(),
            Action::ShowTimeline => self.enter_pane(Pane::Time),
            Action::ShowPosture => self.enter_pane(Pane::Posture),
            Action::ShowDyad => self.enter_pane(Pane::Dyad),
            Action::ShowEvents => self.enter_pane(Pane::Events),
            Action::ShowTable => self.enter_table(),
            Action::ShowClaims => self.enter_pane(Pane::Claims),
            Action::ShowPassages => self.go_to_passages(),
            Action::ShowReconcile => self.go_to_reconcile(),
            Action::SameEvent => self.judge_candidate(RowDeed::SameAs),
            Action::NotSameEvent => self.judge_candidate(RowDeed::NotSameAs),
            Action::EventFromRow => self.event_from_row(),
            Action::NextUnreconciled => self.next_unreconciled(true),
            Action::PreviousUnreconciled => self.next_unreconciled(false),
            Action::SuspectedDuplicates => self.show_doubles(),
            Action::PassagesOfSelected => self.passages_of_selected(),
            Action::CodeMatrix => self.show_matrix(),
            Action::ToggleCase => self.toggle(Pane::Case, ctx),
            Action::ToggleInspector => self.toggle(Pane::Inspector, ctx),
            Action::ResetLayout => self.tree = layout::default_tree(),
            Action::LargerText => self.rescale(10, ctx),
            Action::SmallerText => self.rescale(-10, ctx),
            Action::ArabicByLanguage => self.read_in(None),
            Action::ArabicInNaskh => self.read_in(Some(ArabicStyle::Naskh)),
            Action::ArabicInNastaliq => self.read_in(Some(ArabicStyle::Nastaliq)),
            Action::LightTheme => self.set_theme(ThemeChoice::Light, ctx),
            Action::DarkTheme => self.set_theme(ThemeChoice::Dark, ctx),
            Action::SystemTheme => self.set_theme(ThemeChoice::System, ctx),
            Action::FitTime => self.with_session(|session| session.time = None),
            Action::FitTables => self.charts.fit_tables(&mut self.commands),
            Action::ZoomToSelected => self.zoom_to_selected(),
            Action::ZoomIn => self.move_time(|axis| zoomed(axis, 0.5)),
            Action::ZoomOut => self.move_time(|axis| zoomed(axis, 2.0)),
            Action::PanEarlier => self.move_time(|axis| panned(axis, -0.25)),
            Action::PanLater => self.move_time(|axis| panned(axis, 0.25)),
            Action::LookBack => self.look(Turn::Back),
            Action::LookForward => self.look(Turn::Forward),
            Action::FilterBySelected => self.filter_by_selected(),
            Action::ClearFilters => self.filter(FilterChange::Clear),
            Action::SaveView => self.ask_view_name(),
            Action::ApplyView => {
                self.overlay = Overlay::Palette(Palette::within(Scope::Views));
            }
            Action::DeleteView => {
                self.overlay = Overlay::Palette(Palette::within(Scope::DeleteView));
            }
            Action::CheatSheet => self.overlay = Overlay::Keys(String::new()),
            Action::NoticeLog => self.overlay = Overlay::Log,
            Action::About => self.overlay = Overlay::About,
            // Asked of the reader above.
            Action::NextAnnotation
            | Action::PreviousAnnotation
            | Action::ExpandSelection
            | Action::ShrinkSelection
            | Action::HoldWords => {}
            // Asked of the table above.
            Action::SortUp
            | Action::SortDown
            | Action::ThenSortUp
            | Action::ThenSortDown
            | Action::Unsorted
            | Action::OnlyThisValue
            | Action::NotThisValue
            | Action::FilterColumn
            | Action::ChooseColumns
            | Action::SearchRows
            | Action::CopyRows
            | Action::SelectAllRows
            | Action::RowWarnings => {}
        }
    }
}
