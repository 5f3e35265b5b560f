//! Which service each area is, before anything else is asked of a folder.
//!
//! In: the areas. Out: the service in the files of those that did not say it.

use avtalsform::model::Fact;

use super::super::file::{AreaFile, Put};
use super::super::prompt::Reply;
use super::super::{apart, stated};
use super::{Round, Step};

impl Round<'_, '_> {
    /// Asks which service each area is that says neither that nor anything else yet: from that follows what law answers. `false`
    /// where the person has had enough.
    pub(super) fn services(&mut self) -> anyhow::Result<bool> {
        if self.advisor.rules().services.is_empty() {
            return Ok(true);
        }
        let mut passed: Vec<usize> = Vec::new();
        let mut listed = false;
        loop {
            let is_asked = |(at, file): &(usize, &AreaFile<'_, '_>)| {
                let area = file.area();
                let is_untold =
                    area.service.is_none() && area.answers.iter().all(|(_, given)| given.is_none());
                is_untold && !passed.contains(at)
            };
            let Some((at, file)) = self.files.iter().enumerate().find(is_asked) else { break };
            let (name, before) = (file.area().name.clone(), file.text().to_owned());
            apart()?;
            self.say(&self.talk.service(&name, !std::mem::replace(&mut listed, true)))?;
            match self.prompt.fact()? {
                Ok(value) => {
                    let Some(file) = self.files.get_mut(at) else { break };
                    match file.put(Fact::Service, &value)? {
                        Put::Saved(saved) => {
                            let (path, after) = (file.path().to_owned(), file.text().to_owned());
                            let said =
                                stated(self.talk, Fact::Service, &value, (&saved, self.advisor.rules()));
                            self.say(&said)?;
                            self.steps.push(Step::Whole { path, before: Some(before), after });
                        }
                        Put::Faulty => {}
                        Put::Refused => passed.push(at),
                    }
                }
                Err(Reply::Skip(_)) => passed.push(at),
                Err(Reply::Undo) => self.undo()?,
                Err(Reply::Again) => {}
                Err(_) => return Ok(false),
            }
        }
        self.look()?;
        Ok(true)
    }
}
