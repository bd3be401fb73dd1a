//! What the big screen shows of the desk's acts.

use super::{entered, fourth, release, version};

#[tokio::test]
async fn a_release_is_on_the_screen_and_taking_it_back_is_said() {
    let (app, organiser) = fourth().await;
    let path = entered(&app, &organiser).await;
    let screen = || async { app.page("/screen").await.text("body") };
    assert!(!screen().await.contains("签约台试填马铃薯"));
    release(&app, &organiser, &path).await;
    let shown = screen().await;
    assert!(shown.contains("签约台试填马铃薯") && shown.contains("1,200"), "{shown}");
    assert!(!shown.contains("数据已更正"));
    let seen = version(&app, &path).await;
    let fields = [("version", seen.as_str()), ("reason", "纸面金额不符")];
    organiser.post(&format!("{path}/withdrawal"), &fields).await;
    let shown = screen().await;
    assert!(shown.contains("数据已更正") && !shown.contains("签约台试填马铃薯"), "{shown}");
    assert!(!shown.contains("纸面金额不符"), "the reason is for the office");
}
