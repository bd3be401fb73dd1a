//! What the tests of agreements and contracts do alike.

use crate::{
    harness::{
        actors::Person,
        site::{Answer, TestApp},
    },
    signing::{send, with},
};
use axum::http::StatusCode;

/// A noun whose records are entered, signed and ended in the office.
pub struct Noun {
    pub list: &'static str,
    /// Of the latest record.
    id: &'static str,
    version: &'static str,
}

pub const AGREEMENTS: Noun = Noun {
    list: "/admin/agreements",
    id: "select max(id)::text from framework_agreements",
    version: "select version::text from framework_agreements order by id desc limit 1",
};
pub const CONTRACTS: Noun = Noun {
    list: "/admin/contracts",
    id: "select max(id)::text from contracts",
    version: "select version::text from contracts order by id desc limit 1",
};

impl Noun {
    /// The code of a new form.
    pub async fn form(&self, person: &Person) -> String {
        let page = person.get(&format!("{}/new", self.list)).await.html();
        page.attribute("input[name=form]", "value")
    }

    /// Sends a new record, on a form of its own.
    pub async fn enter(&self, person: &Person, fields: Vec<(&'static str, String)>) -> Answer {
        let code = self.form(person).await;
        send(person, self.list, &with(fields, &[("form", &code)])).await
    }

    /// The path of the latest record.
    pub async fn path(&self, app: &TestApp) -> String {
        format!("{}/{}", self.list, app.text(self.id).await)
    }

    pub async fn version(&self, app: &TestApp) -> String {
        app.text(self.version).await
    }

    /// Does this to the latest record, as it is now.
    pub async fn act(
        &self,
        app: &TestApp,
        person: &Person,
        what: &str,
        more: &[(&'static str, &str)],
    ) -> Answer {
        let (path, version) = (self.path(app).await, self.version(app).await);
        send(person, &format!("{path}/{what}"), &with(vec![("version", version)], more)).await
    }

    /// The path of a new draft.
    pub async fn entered(
        &self,
        app: &TestApp,
        person: &Person,
        fields: Vec<(&'static str, String)>,
    ) -> String {
        let answer = self.enter(person, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        self.path(app).await
    }

    /// The same, signed.
    pub async fn signed(
        &self,
        app: &TestApp,
        person: &Person,
        fields: Vec<(&'static str, String)>,
    ) -> String {
        let path = self.entered(app, person, fields).await;
        let answer = self.act(app, person, "signature", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        path
    }
}
