//! The codes of forms that were sent before 0053 keep their records.

use crate::harness::server::{Template, server};
use farmfair::preparation::MIGRATIONS;
use sqlx::query_scalar;

const RECORDS: &str = "
    insert into users (id, login, name, form_code) values (1, '13800000001', '甲', null), (2, '13800000002', '乙', 'u');
    insert into editions (id, ordinal, name, name_en, held_in, form_code) values
        (11, 4, '第四届', 'Fourth', '2020-11-01', 'e'), (12, 5, '第五届', 'Fifth', '2021-11-01', 'f'),
        (13, 6, '第六届', 'Sixth', '2022-11-01', null);
    insert into imports (id, kind, user_id, is_organisers, file_name, form_code, new_rows, changed_rows,
                         unchanged_rows, refused_rows)
        values (21, 'products', 2, true, '表.xlsx', 'i', 1, 0, 0, 0);
    insert into audit_events (user_id, actor, address, action, noun, record_id, label) values
        (1, '甲', '::1', 'create', 'users', '2', '乙'), (1, '甲', '::1', 'create', 'editions', '4', '第四届'),
        (2, '乙', '::1', 'change', 'editions', '4', '第四届'), (2, '乙', '::1', 'create', 'products', '5', '五');";

#[tokio::test]
async fn codes_of_forms_move_with_their_senders_and_records() {
    let urls = server().await.clone_of(Template::Bare).await;
    let mut owner = urls.owner().await;
    MIGRATIONS.run_to(52, &mut owner).await.unwrap();
    sqlx::raw_sql(RECORDS).execute(&mut owner).await.unwrap();
    MIGRATIONS.run(&mut owner).await.unwrap();
    let moved: Vec<String> = query_scalar(
        "select concat_ws(' ', kind, code, record_id, 'by', user_id) from submissions order by 1",
    )
    .fetch_all(&mut owner)
    .await
    .unwrap();
    assert_eq!(
        moved,
        ["editions e 11 by 1", "editions f 12 by", "imports i 21 by 2", "users u 2 by 1"]
    );
}
