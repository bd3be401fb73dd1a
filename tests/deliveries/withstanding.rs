//! Two at once, forms sent again, papers that are none.

use super::{LIST, Trade, decide, latest, load, parts, record, sent, trade, version, with};
use crate::{
    harness::{
        actors::Person,
        pictures::{
            Field::{File, Text},
            jpeg,
        },
        site::Answer,
    },
    promises::CONTRACTS,
    verification::histories::drift,
};
use axum::http::StatusCode;
use farmfair::identity::model::role::Role;
use futures_util::future::join_all;

/// Another buyer's clerk of the same organisation.
async fn colleague(trade: &Trade) -> Person {
    super::of(&trade.app, Role::Buyer, "select buyer_id from contracts order by id desc limit 1")
        .await
}

/// The fields of an acceptance of all of a delivery, as `person` sees it now.
async fn all_of(person: &Person, path: &str) -> [(&'static str, String); 5] {
    let form = person.get(&format!("{path}/acceptance")).await.html();
    [
        ("form", form.attribute("input[name=form]", "value")),
        ("version", form.attribute("input[name=version]", "value")),
        ("on", "2020-09-28".to_string()),
        ("seen", "1".to_string()),
        ("verdict-1", "all".to_string()),
    ]
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

/// Two loads of 14 t are on their way under 24 t.
#[tokio::test]
async fn of_two_who_accept_the_last_tonne_at_once_one_is_refused() {
    let trade = trade().await;
    let Trade { app, buyer, supplier, .. } = &trade;
    let mut paths = Vec::new();
    for quantity in ["12", "12"] {
        let fields = with(load(app).await, &[("quantity-1", quantity)]);
        assert_eq!(record(&trade, supplier, fields).await.status, StatusCode::SEE_OTHER);
        paths.push(latest(app).await);
    }
    // Both loads are heavier than their notes: each fits alone, both do not.
    app.as_owner(
        "update delivery_lines set quantity_shipped = 14, amount_shipped = 14 * unit_price
         where delivery_id in (select id from deliveries order by id desc limit 2)",
    )
    .await;
    let other = colleague(&trade).await;
    let (first, second) = (all_of(buyer, &paths[0]).await, all_of(&other, &paths[1]).await);
    let at = |n: usize| format!("{}/acceptance", paths[n]);
    let (at_first, at_second) = (at(0), at(1));
    let (first, second) = (borrowed(&first), borrowed(&second));
    let (one, two) = tokio::join!(buyer.post(&at_first, &first), other.post(&at_second, &second));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    let accepted = "select sum(quantity_accepted)::float::text from accepted_lines
                    where contract_id = (select max(id) from contracts)";
    assert_eq!(app.text(accepted).await, "14");
    assert_eq!(drift(app).await, Vec::<String>::new());
}

#[tokio::test]
async fn of_two_who_decide_on_one_load_the_later_sees_what_is_open_now() {
    let trade = trade().await;
    let path = sent(&trade).await;
    let other = colleague(&trade).await;
    let first = all_of(&trade.buyer, &path).await;
    let second = all_of(&other, &path).await;
    let part = [("verdict-1", "part"), ("accepted-1", "5")];
    let answer = decide(&trade, &trade.buyer, &part).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let answer = other.post(&format!("{path}/acceptance"), &borrowed(&second)).await;
    crate::signing::assert_refused(&answer, "刚刚有人动过这车货");
    let sent = answer.html().text(".goods__sent");
    assert!(sent.contains('7'), "{sent}");
    assert_eq!(parts(&trade.app).await, "accepted 5 5 46000.00, shipped 7 0 0.00");
    // Sent again, it is refused again: nothing was decided in its name.
    let answer = trade.buyer.post(&format!("{path}/acceptance"), &borrowed(&first)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The phone was offline, and sends it again without having seen the answer.
#[tokio::test]
async fn an_acceptance_sent_again_is_one_acceptance() {
    let trade = trade().await;
    let path = sent(&trade).await;
    let fields = all_of(&trade.buyer, &path).await;
    for _ in 0..3 {
        let answer = trade.buyer.post(&format!("{path}/acceptance"), &borrowed(&fields)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }
    assert_eq!(parts(&trade.app).await, "accepted 12 12 110400.00");
    let told = "select count(*)::text from messages where subject like '%已验收%'";
    assert_eq!(trade.app.text(told).await, "1");
}

#[tokio::test]
async fn nothing_is_accepted_under_a_contract_that_has_ended() {
    let trade = trade().await;
    let Trade { app, buyer, organiser, .. } = &trade;
    let path = sent(&trade).await;
    let fields = all_of(buyer, &path).await;
    let ending = [("on", "2020-09-28"), ("class", "supply"), ("reason", "断供")];
    CONTRACTS.act(app, organiser, "termination", &ending).await;
    buyer.post(&format!("{path}/acceptance"), &borrowed(&fields)).await;
    assert_eq!(parts(app).await, "shipped 12 0 0.00");
    let contract = app.text("select max(id)::text from contracts").await;
    let new = trade.supplier.get(&format!("{LIST}/new?contract={contract}")).await;
    assert_eq!(new.status, StatusCode::NOT_FOUND);
}

async fn photograph(person: &Person, path: &str, bytes: Vec<u8>) -> Answer {
    let code = person.get(path).await.html().attribute("form[enctype] input[name=form]", "value");
    let fields = [Text("form", &code), File("file", "单据.jpg", bytes)];
    person.send_form(&format!("{path}/vouchers"), &fields).await
}

#[tokio::test]
async fn a_photo_of_the_papers_is_seen_by_those_whose_goods_they_are_of() {
    let trade = trade().await;
    let Trade { app, buyer, supplier, organiser } = &trade;
    let team = super::sending::team(app).await;
    let village = "select min(village_code) from contract_villages
                   where contract_id = (select max(id) from contracts)";
    let village = app.text(village).await;
    let fields = with(load(app).await, &[("village-1", &village)]);
    assert_eq!(record(&trade, supplier, fields).await.status, StatusCode::SEE_OTHER);
    let path = latest(app).await;
    let answer = photograph(supplier, &path, b"no picture at all".to_vec()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(app.text("select count(*)::text from delivery_vouchers").await, "0");
    let answer = photograph(supplier, &path, jpeg(800, 600)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let seen = buyer.get(&path).await.html().attribute(".papers a", "href");
    assert_eq!(buyer.get(&seen).await.status, StatusCode::OK);
    assert_eq!(team.get(&seen).await.status, StatusCode::OK);
    let elsewhere = app.someone(Role::VillageTeam).await;
    let of_village = app.text("select min(village_code) from contract_villages").await;
    assert!(of_village == village || elsewhere.get(&seen).await.status == StatusCode::NOT_FOUND);
    let office = organiser.get(&path.replace("/my", "/admin")).await.html();
    let at_office = office.attribute(".papers a", "href");
    assert_eq!(organiser.get(&at_office).await.status, StatusCode::OK);
    assert_eq!(app.get(&seen.replace("/my", "")).await.status, StatusCode::NOT_FOUND);
    let stranger = app.someone(Role::Supplier).await;
    let foreign = stranger.get(&seen).await.status;
    let own = app
        .text(
            "select (min(supplier_id) = (select supplier_id from contracts order by id desc limit 1))::text
             from contracts",
        )
        .await;
    assert!(own == "true" || foreign == StatusCode::NOT_FOUND, "{foreign}");
    assert_eq!(version(app).await, "1", "a photo is no change of the goods");
}

/// An agreement of a project, and a contract under it that goods may be sent under.
const FOLLOWED: &str = "select concat_ws(' ', a.id, a.version, c.id, min(l.id))
    from framework_agreements a join contracts c on c.framework_id = a.id
    join contract_lines l on l.contract_id = c.id and l.removed_by_id is null
    where a.project_id is not null and c.project_id is null and c.state = 'performing'
      and c.ends_on > '2020-09-28' and c.signed_on < '2020-09-20'
      and l.quantity > 2 + coalesce((select sum(quantity_shipped) from delivery_lines
                                     where contract_line_id = l.id), 0)
    group by a.id, a.version, c.id order by c.id limit 1";

/// Both lock from the top of the ladder down: neither loses to the other.
#[tokio::test]
async fn goods_are_accepted_while_the_origin_of_their_agreement_is_corrected() {
    let trade = trade().await;
    let Trade { app, organiser, .. } = &trade;
    let found = app.text(FOLLOWED).await;
    let [agreement, version, contract, line] = found.split(' ').collect::<Vec<_>>()[..] else {
        panic!("{found}")
    };
    let mut paths = Vec::new();
    for _ in 0..4 {
        let new = organiser.get(&format!("/admin/deliveries/new?contract={contract}")).await;
        let code = new.html().attribute("input[name=form]", "value");
        let fields = with(
            load(app).await,
            &[
                ("form", &code),
                ("contract", contract),
                ("goods-1", line),
                ("quantity-1", "0.5"),
                ("unit-1", ""),
            ],
        );
        let answer = super::send(organiser, "/admin/deliveries", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        paths.push(latest(app).await.replace("/my", "/admin"));
    }
    let other = app.someone(Role::Organiser).await;
    let mut forms = Vec::new();
    for path in &paths {
        forms.push((format!("{path}/acceptance"), all_of(&other, path).await));
    }
    let accepting = join_all(forms.iter().map(|(path, fields)| {
        let fields = borrowed(fields);
        let other = &other;
        async move { other.post(path, &fields).await.status }
    }));
    let origin = format!("/admin/agreements/{agreement}/origin");
    let cleared = [("version", version), ("project", ""), ("reason", "来源录错")];
    let (statuses, relinked) = tokio::join!(accepting, organiser.post(&origin, &cleared));
    assert_eq!(statuses, [StatusCode::SEE_OTHER; 4]);
    assert_eq!(relinked.status, StatusCode::SEE_OTHER, "{}", relinked.body);
    let linked = "select count(*)::text from journal_entries e
                  join deliveries d on d.id = e.root_id and e.root = 'delivery'
                  where d.id in (select id from deliveries order by id desc limit 4)
                  group by e.edition_id having sum(e.amount) <> 0 and e.edition_id is not null";
    assert_eq!(app.texts(linked).await, Vec::<String>::new(), "they count for no edition now");
    assert_eq!(drift(app).await, Vec::<String>::new());
}
