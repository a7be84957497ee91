//! Signing in without a browser.

use anyhow::{Context, anyhow};
use url::Url;

use super::Simulator;
use crate::authorize;
use crate::snowflake::Snowflake;

impl Simulator {
    /// A person opens the page at which an application asks to sign in, and agrees. Gives the address they are sent back to.
    pub fn authorize(&self, user: Snowflake, page: &str) -> anyhow::Result<String> {
        self.answer_page(page, Some(user))
    }

    /// A person opens that page and turns back.
    pub fn refuse_to_authorize(&self, page: &str) -> anyhow::Result<String> {
        self.answer_page(page, None)
    }

    fn answer_page(&self, page: &str, user: Option<Snowflake>) -> anyhow::Result<String> {
        let page = Url::parse(page).context("the address of the page is not one")?;
        let mut form = page.clone();
        if let Some(user) = user {
            form.query_pairs_mut()
                .append_pair("user_id", &user.to_string());
        }
        let query =
            axum::extract::Query::<authorize::Request>::try_from_uri(&form.as_str().parse()?)?;
        let address = self.change(|world| authorize::way_back(world, &query.0));
        address
            .map(String::from)
            .map_err(|sentence| anyhow!(sentence))
    }
}
