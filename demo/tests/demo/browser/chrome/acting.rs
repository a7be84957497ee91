//! What people do on a page beside clicking: they press keys, choose, and write something else into a field.

use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use chromiumoxide::cdp::js_protocol::runtime::EvaluateParams;
use chromiumoxide::layout::Point;
use serde::de::DeserializeOwned;

use super::{IS_STILL, Tab};

impl Tab {
    /// What an expression gives on this page, once that is settled. The scripts of the page need not run for it.
    pub async fn evaluate<T: DeserializeOwned>(&self, expression: &str) -> T {
        let params = EvaluateParams::builder()
            .expression(expression)
            .await_promise(true)
            .return_by_value(true);
        let answer = self.page.evaluate_expression(params.build().unwrap()).await;
        let answer = answer.unwrap_or_else(|error| panic!("{expression}: {error}"));
        answer.into_value().unwrap()
    }

    /// Puts the pointer on the middle of what `selector` finds, on a way that leads over what lies between, and says where it is.
    pub async fn point_at(&self, selector: &str, from: Point) -> Point {
        let middle = format!(
            "(() => {{
                const {{ x, y, width, height }} = document.querySelector({selector:?}).getBoundingClientRect();
                return [x + width / 2, y + height / 2];
            }})()"
        );
        let [x, y]: [f64; 2] = self.evaluate(&middle).await;
        for step in 1..=8 {
            let part = f64::from(step) / 8.0;
            let point = Point::new(from.x + (x - from.x) * part, from.y + (y - from.y) * part);
            self.page.move_mouse(point).await.unwrap();
        }
        Point::new(x, y)
    }

    /// Presses and lets go where the pointer is, whatever is there.
    pub async fn press_at(&self, point: Point) {
        self.page.click(point).await.unwrap();
    }

    /// Presses a key, wherever the page has its focus.
    pub async fn press(&self, key: &str) {
        let body = self.find("body").await;
        body.press_key(key).await.unwrap();
    }

    /// Presses a key in a field.
    pub async fn press_in(&self, selector: &str, key: &str) {
        let field = self.find(selector).await;
        field.press_key(key).await.unwrap();
    }

    /// Writes something else into a field.
    pub async fn replace(&self, selector: &str, text: &str) {
        self.click(selector).await;
        let _: bool = self
            .evaluate(&format!(
                "(document.querySelector({selector:?}).select(), true)"
            ))
            .await;
        if text.is_empty() {
            self.press("Backspace").await;
        } else if text.is_ascii() {
            let field = self.find(selector).await;
            field.type_str(text).await.unwrap();
        } else {
            // No key has it; people paste it, or take it from a list.
            let pasted = InsertTextParams::new(text);
            self.page.execute(pasted).await.unwrap();
        }
    }

    /// Chooses the entry of a list that says `text`.
    pub async fn choose(&self, selector: &str, text: &str) {
        let entry = format!(
            "[...(document.querySelector({selector:?})?.options ?? [])].find((one) => one.text.includes({text:?}))"
        );
        self.until(&entry).await;
        let _: bool = self
            .evaluate(&format!(
                "(() => {{
                    const entry = {entry};
                    entry.selected = true;
                    for (const name of ['input', 'change']) entry.parentElement.dispatchEvent(new Event(name, {{ bubbles: true }}));
                    return true;
                }})()"
            ))
            .await;
    }

    /// Chooses a file that holds little more than its name.
    pub async fn attach(&self, selector: &str, name: &str) {
        let _: bool = self
            .evaluate(&format!(
                "(() => {{
                    const field = document.querySelector({selector:?});
                    const chosen = new DataTransfer();
                    chosen.items.add(new File([{name:?}], {name:?}, {{ type: 'text/plain' }}));
                    field.files = chosen.files;
                    return field.dispatchEvent(new Event('change', {{ bubbles: true }}));
                }})()"
            ))
            .await;
    }

    /// Follows the link that says `text`.
    pub async fn follow_link(&self, selector: &str, text: &str) {
        self.sees(selector, text).await;
        let address: String = self
            .glance(&format!(
                "[...document.querySelectorAll({selector:?})].find((one) => one.innerText.includes({text:?})).getAttribute('href')"
            ))
            .await;
        self.follow(&format!("a[href='{address}']")).await;
    }

    /// Unfolds what is folded, as whoever looks at everything does.
    pub async fn unfold(&self, selector: &str) {
        // An answer that is still to come folds the form that asked for it.
        self.until(&format!(
            "document.querySelector({selector:?}) && {IS_STILL}"
        ))
        .await;
        let is_open = format!("document.querySelector({selector:?}).open");
        if !self.holds(&is_open).await {
            self.click(&format!("{selector} > summary")).await;
            self.until(&is_open).await;
        }
    }

    /// Waits until no element that `selector` finds says `text`.
    pub async fn misses(&self, selector: &str, text: &str) {
        let condition = format!(
            "![...document.querySelectorAll({selector:?})].some((one) => one.innerText.includes({text:?}))"
        );
        self.until(&condition).await;
    }

    /// Loads the page anew.
    pub async fn reload(&self) {
        self.page.reload().await.unwrap();
    }
}
