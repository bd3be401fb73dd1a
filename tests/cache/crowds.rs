//! Many requests at once: the page is rendered once.

use crate::harness::{
    program::{Program, command},
    server::{Template, server},
};

/// A counter of /metrics, whatever its labels.
fn count(program: &Program, name: &str) -> f64 {
    let told = program.get("/metrics").body;
    told.lines()
        .filter(|line| line.starts_with(name))
        .filter_map(|line| line.rsplit_once(' ')?.1.parse::<f64>().ok())
        .sum()
}

#[tokio::test]
async fn fifty_at_once_have_a_page_drawn_once_even_after_a_change() {
    let urls = server().await.clone_of(Template::Demonstration).await;
    let settings = [
        ("DATABASE_URL", &*urls.server),
        ("FARMFAIR_OWNER_URL", &urls.owner),
        ("FARMFAIR_THROWAWAY_DATABASE", "true"),
    ];
    let program = Program::start(command(&settings));
    // The frame and the listener first: pages rendered before them are rendered again.
    program.get("/about");
    while count(&program, "farmfair_hears_changes") < 1.0 {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    // Daily tasks also change records at the start: wait until a page stays cached.
    let drawn = || count(&program, "farmfair_page_renders_total");
    loop {
        program.get("/villages");
        let before = drawn();
        tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        program.get("/villages");
        if drawn() == before {
            break;
        }
    }
    for round in ["first", "after a change"] {
        let (before, hits) =
            (drawn(), count(&program, "farmfair_page_cache_total{result=\"hit\"}"));
        let bodies: Vec<String> = std::thread::scope(|scope| {
            let asking: Vec<_> = (0..50).map(|_| scope.spawn(|| program.get("/banners"))).collect();
            asking
                .into_iter()
                .map(|asked| asked.join().unwrap())
                .map(|reply| (reply.status == 200).then_some(reply.body).unwrap())
                .collect()
        });
        assert!(bodies.iter().all(|body| *body == bodies[0]));
        assert_eq!(drawn() - before, 1.0, "{round}");
        program.get("/banners");
        assert!(count(&program, "farmfair_page_cache_total{result=\"hit\"}") > hits, "{round}");
        sqlx::raw_sql("update organisations set name = name where id = 1")
            .execute(&mut urls.owner().await)
            .await
            .unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    }
}
