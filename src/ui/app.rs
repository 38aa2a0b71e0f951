//! The page as a whole: the model, what follows from it, and one timeout.

use std::rc::Rc;

use yew::prelude::*;

use super::clock::{self, Timeout};
use super::components::{View, answer, boxes, explanations, samples, suggestions, token_view};
use super::markup::Markup;
use super::model::{Field, Model, Msg, Texts};
use super::{decryption, shell, webcrypto};
use crate::decrypt::{Decryption, Opening};
use crate::inspect::{Documents, Evidence, Inputs, Inspection, guess, judge, open, read};
use crate::policy::suggestion::Suggestions;
use crate::verify::{Attempt, Outcome};

/// Texts of this many bytes are read only when nothing more is typed for a moment.
const LARGE: usize = 100_000;
/// That moment, in milliseconds: the browser has shown the text, or the answer, by then.
const PAUSE: i64 = 60;

/// The page. A struct and no function with hooks: what follows from what is plain here, and the program is smaller.
pub(crate) struct App {
    model: Rc<Model>,
    /// What the texts say. Of large ones, until they are read, what the texts before said.
    documents: Documents,
    /// What the browser found out about them.
    evidence: Evidence,
    /// The attempts that the browser is at, or has made.
    trying: Rc<Vec<Attempt>>,
    /// The decryptions that the browser is at, or has done.
    decrypting: Rc<Vec<Decryption>>,
    inspection: Inspection,
    /// Reads large texts.
    reading: Option<Timeout>,
    /// Judges anew.
    judging: Option<Timeout>,
    /// Shows how far away instants are by now.
    ticking: Option<Timeout>,
    /// Policies that accept the token.
    suggestions: Suggestions,
    /// Writes them.
    suggesting: Option<Timeout>,
}

/// What the page is told.
pub(crate) enum Event {
    /// By the person.
    Happened(Msg),
    /// By itself: these large texts have been read.
    Read(Box<(Texts, Documents)>),
    /// By itself: distances to now are others.
    Ticked,
    /// By itself: the answer has been shown, and there is time for what takes longer.
    Answered,
    /// By the browser: what came of these attempts.
    Tried(Rc<Vec<Attempt>>, Vec<Outcome>),
    /// By the browser: what came of these decryptions.
    Opened(Rc<Vec<Decryption>>, Vec<Opening>),
}

impl Component for App {
    type Message = Event;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        shell::listen(context.link().callback(Event::Happened));
        let mut app = Self {
            model: Rc::new(Model::new(clock::now(), shell::texts())),
            documents: Documents::default(),
            evidence: Evidence::default(),
            trying: Rc::default(),
            decrypting: Rc::default(),
            inspection: judge(&Documents::default(), &Evidence::default(), clock::now()),
            reading: None,
            judging: None,
            ticking: None,
            suggestions: Suggestions::default(),
            suggesting: None,
        };
        app.read(context);
        app
    }

    fn update(&mut self, context: &Context<Self>, event: Event) -> bool {
        match event {
            // Meanwhile other texts may be there.
            Event::Read(read) if !read.0.same_documents(&self.model.texts) => return false,
            Event::Read(read) => {
                self.replace(read.1);
                self.judge(context);
            }
            // Meanwhile other keys or another token may be there.
            Event::Tried(attempts, _) if !Rc::ptr_eq(&attempts, &self.documents.attempts) => {
                return false;
            }
            Event::Tried(_, outcomes) => {
                self.evidence.outcomes = outcomes;
                self.judge(context);
            }
            Event::Opened(decryptions, _)
                if !Rc::ptr_eq(&decryptions, &self.documents.decryptions) =>
            {
                return false;
            }
            Event::Opened(_, openings) => {
                self.evidence.openings = openings;
                let documents = self.documents.clone();
                self.replace(documents);
                self.judge(context);
            }
            Event::Ticked => {
                self.tick(context);
                return false;
            }
            Event::Answered => {
                let suggestions = self.inspection.suggestions();
                let is_other = suggestions != self.suggestions;
                self.suggestions = suggestions;
                self.try_keys(context);
                self.decrypt(context);
                if self.evidence.guessed.len() == self.documents.tokens.len() {
                    return is_other;
                }
                let keys = self.model.texts.get(Field::Keys);
                self.evidence.guessed = guess(&self.documents, keys);
                self.judge(context);
            }
            Event::Happened(msg) => {
                let before = Rc::clone(&self.model);
                self.model = before.after(msg, clock::now());
                if Rc::ptr_eq(&before, &self.model) {
                    return false;
                }
                if self.model.texts.same_documents(&before.texts) {
                    self.judge(context);
                } else {
                    self.read(context);
                }
            }
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        let (model, inspection) = (&*self.model, &self.inspection);
        let asked = model.texts.ask();
        let view = View {
            tab: model.tab,
            all_rows: model.all_rows,
            fixed_at: model.replays().then_some(inspection.at),
            policy: model.texts.get(Field::Policy),
        };
        Markup::of(&inspection.apps, |m| {
            answer(m, inspection, view.policy, asked);
            explanations(m, &inspection.explanations);
            suggestions(m, &self.suggestions);
            if asked {
                token_view(m, inspection, &view);
            }
            m.place("samples", |m| samples(m, model.sample));
            boxes(m, inspection, model);
        })
    }

    fn rendered(&mut self, context: &Context<Self>, _: bool) {
        shell::show(&self.model, &self.inspection);
        self.tick(context);
    }
}

impl App {
    /// Reads the texts: the usual ones at once. Large ones are read a moment later and shown later still, so that the
    /// browser is never held up for long.
    fn read(&mut self, context: &Context<Self>) {
        self.reading = None;
        if self.model.texts.length() <= LARGE {
            self.replace(read_texts(&self.model.texts));
        } else {
            let (link, texts) = (context.link().clone(), self.model.texts.clone());
            self.reading = Timeout::after(PAUSE, move || {
                let documents = read_texts(&texts);
                let read = Box::new((texts, documents));
                clock::later(0, move || link.send_message(Event::Read(read)));
            });
        }
        self.judge(context);
    }

    /// Other documents. What the browser found out is kept only where it was asked the same.
    fn replace(&mut self, mut documents: Documents) {
        if documents.keys != self.documents.keys || documents.tokens != self.documents.tokens {
            self.evidence.guessed.clear();
        }
        let known = &self.documents.decryptions;
        let openings = std::mem::take(&mut self.evidence.openings);
        loop {
            let count = documents.decryptions.len();
            let pairs = known.iter().zip(documents.decryptions.iter());
            let same = pairs.take_while(|(one, other)| one == other).count();
            self.evidence.openings = openings.iter().take(same).cloned().collect();
            open(&mut documents, &self.evidence.openings);
            if documents.decryptions.len() == count {
                break;
            }
        }
        if *known == documents.decryptions {
            documents.decryptions = Rc::clone(known);
        }
        let openings = &mut self.evidence.openings;
        for decryption in documents.decryptions.iter().skip(openings.len()) {
            openings.push(Opening::Closed(match decryption.plan {
                Ok(_) => Outcome::Pending,
                Err(_) => Outcome::NotAsked,
            }));
        }
        if documents.attempts != self.documents.attempts {
            let asked = documents
                .attempts
                .iter()
                .map(|attempt| match attempt.request {
                    Ok(_) => Outcome::Pending,
                    Err(_) => Outcome::NotAsked,
                });
            self.evidence.outcomes = asked.collect();
        }
        self.documents = documents;
    }

    /// Has the browser try the keys that it has not tried yet.
    fn try_keys(&mut self, context: &Context<Self>) {
        let attempts = Rc::clone(&self.documents.attempts);
        if self.evidence.outcomes.contains(&Outcome::Pending)
            && !Rc::ptr_eq(&self.trying, &attempts)
        {
            self.trying = Rc::clone(&attempts);
            let link = context.link().clone();
            wasm_bindgen_futures::spawn_local(async move {
                let outcomes = webcrypto::outcomes(&attempts).await;
                link.send_message(Event::Tried(attempts, outcomes));
            });
        }
    }

    /// Has the browser decrypt what it has not decrypted yet.
    fn decrypt(&mut self, context: &Context<Self>) {
        let pending = Opening::Closed(Outcome::Pending);
        let decryptions = Rc::clone(&self.documents.decryptions);
        if self.evidence.openings.contains(&pending) && !Rc::ptr_eq(&self.decrypting, &decryptions)
        {
            self.decrypting = Rc::clone(&decryptions);
            let (link, known) = (context.link().clone(), self.evidence.openings.clone());
            wasm_bindgen_futures::spawn_local(async move {
                let openings = decryption::openings(&decryptions, known).await;
                link.send_message(Event::Opened(decryptions, openings));
            });
        }
    }

    /// Judges now, or at the instant that was chosen, and sees to it that it is done again when anything changes.
    fn judge(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.suggesting = Timeout::after(PAUSE, move || link.send_message(Event::Answered));
        let at = self.model.at();
        self.inspection = judge(&self.documents, &self.evidence, at);
        self.judging = None;
        if let Some(next) = self
            .inspection
            .next_change
            .filter(|_| !self.model.replays())
        {
            let wait = next.since(at).saturating_mul(1_000);
            let link = context.link().clone();
            self.judging = Timeout::after(wait, move || {
                link.send_message(Event::Happened(Msg::ClockReached));
            });
        }
    }

    /// Shows how far away instants are, and sees to it that it goes on.
    fn tick(&mut self, context: &Context<Self>) {
        let link = context.link().clone();
        self.ticking = shell::tick()
            .and_then(|pause| Timeout::after(pause, move || link.send_message(Event::Ticked)));
    }
}

fn read_texts(texts: &Texts) -> Documents {
    read(&Inputs {
        token: texts.get(Field::Token),
        policy: texts.get(Field::Policy),
        keys: texts.get(Field::Keys),
        // What is pasted with the token.
        error: "",
        values: texts.get(Field::Values),
        filled: texts.filled(),
        meant: texts.meant,
    })
}
