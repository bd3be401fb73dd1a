//! A supplier's photos of a product.

use super::{add, form, published};
use crate::harness::{
    pictures::{
        Field::{File, Text},
        jpeg, jpeg_with_exif, png,
    },
    site::TestApp,
};
use axum::http::StatusCode;
use farmfair::{files::actions::sweep::sweep, identity::model::role::Role, values::clock::Clock};
use image::GenericImageView;

#[tokio::test]
async fn a_photo_is_turned_upright_and_says_nothing_of_where_it_was_taken() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let photo = jpeg_with_exif(1600, 1000);
    assert!(photo.windows(12).any(|at| at == b"GPS-WAS-HERE"));
    assert_eq!(add(&supplier, &product, &[&photo]).await.status, StatusCode::SEE_OTHER);
    let page = app.page(&format!("/products/{product}")).await;
    assert_eq!(page.attribute(".gallery img", "width"), "1000");
    assert_eq!(page.attribute(".gallery img", "height"), "1600");
    assert_eq!(page.attribute(".gallery img", "alt"), "草原上的一箱山羊肉");
    let srcset = page.attribute(".gallery img", "srcset");
    let widths: Vec<&str> =
        srcset.split(", ").map(|offer| offer.split(' ').next_back().unwrap()).collect();
    assert_eq!(widths, ["320w", "640w", "1000w"]);
    for offer in srcset.split(", ") {
        let (path, width) = offer.split_once(' ').unwrap();
        let answer = app.get(path).await;
        assert_eq!(answer.header("content-type"), "image/jpeg");
        assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("content-security-policy").contains("sandbox"));
        assert!(
            !answer.bytes.windows(4).any(|at| at == b"Exif" || at == b"GPS-"),
            "{path} kept what was in it"
        );
        let picture = image::load_from_memory(&answer.bytes).unwrap();
        assert_eq!(format!("{}w", picture.width()), width);
        // Red was on the left; after a quarter turn to the right, it is on top.
        let (top, bottom) = (
            picture.get_pixel(picture.width() / 2, 5),
            picture.get_pixel(picture.width() / 2, picture.height() - 5),
        );
        assert!(top[0] > 150 && bottom[2] > 150, "{path}: {top:?} {bottom:?}");
    }
}

#[tokio::test]
async fn the_first_photo_is_the_cover_wherever_the_product_is_shown() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = app
        .text(
            "select min(p.id)::text from products p join exhibits x on x.product_id = p.id join public_exhibitors e on e.id = x.exhibitor_id
             where p.state = 'published' and p.organisation_id = (select min(supplier_id) from contracts)",
        )
        .await;
    let (wide, high) = (jpeg(800, 400), png(400, 800));
    assert_eq!(add(&supplier, &product, &[&wide, &high]).await.status, StatusCode::SEE_OTHER);
    let path = format!("/products/{product}");
    let page = app.page(&path).await;
    assert_eq!(page.count(".gallery img"), 2);
    assert_eq!(page.count(".packet"), 0);
    let share = page.attribute("meta[property='og:image']", "content");
    assert!(
        share.starts_with("https://fair.example/files/") && share.ends_with("/1280.jpg"),
        "{share}"
    );
    assert_eq!(page.attribute("meta[property='og:image:width']", "content"), "800");
    assert!(page.text("script[type='application/ld+json']").contains(&share));
    let cover = share.trim_start_matches("https://fair.example").to_string();
    assert!(app.get(&format!("/api/v1/products/{product}")).await.body.contains(&cover));
    let exhibitor = page.attribute(".sellerbox .acts a:not([href*='enquiry'])", "href");
    let code = cover.split('/').nth(2).unwrap();
    for path in [exhibitor, format!("/products?edition=all&q={}", percent(&page.text("h1")))] {
        assert!(app.get(&path).await.body.contains(&format!("/files/{code}/320.jpg")), "{path}");
    }
    // The second comes first.
    let own = supplier.get(&format!("/my{path}/photos")).await.html();
    let second = own.attributes(".shots form[action$='/place']", "action").remove(1);
    assert_eq!(supplier.post(&second, &[("to", "earlier")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        app.page(&path).await.attribute("meta[property='og:image:width']", "content"),
        "400"
    );
    assert_eq!(
        supplier.post(&second, &[("to", "earlier")]).await.status,
        StatusCode::SEE_OTHER,
        "there is nothing before the first"
    );
    let places = "select string_agg(place::text, ' ' order by place) from product_photos";
    assert_eq!(app.text(places).await, "1 2");
    let trail = app
        .texts("select changes::text from audit_events where noun = 'products' order by id")
        .await;
    assert_eq!(trail.len(), 2, "{trail:?}");
    assert!(trail[0].contains("\"photo 2\": [null"), "{}", trail[0]);
}

fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[tokio::test]
async fn a_photo_is_described_again_and_taken_off_and_its_page_forgets_it() {
    let app = TestApp::own_fair().await;
    let (supplier, organiser) =
        (app.someone(Role::Supplier).await, app.someone(Role::Organiser).await);
    let product = published(&app).await;
    let (one, two, three) = (jpeg(300, 300), jpeg(400, 300), jpeg(500, 300));
    add(&supplier, &product, &[&one, &two, &three]).await;
    let path = format!("/my/products/{product}/photos");
    let own = supplier.get(&path).await.html();
    let actions = own.attributes(".shot-alt", "action");
    let empty = supplier.post(&actions[1], &[("alt", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        supplier.post(&actions[1], &[("alt", "切开的羊腿")]).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(
        organiser
            .get(&format!("/admin/products/{product}"))
            .await
            .html()
            .text(".shots")
            .contains("切开的羊腿")
    );
    let first = app.page(&format!("/products/{product}")).await.attribute(".gallery img", "src");
    assert_eq!(
        supplier.post(&format!("{}/removal", actions[0]), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = app.page(&format!("/products/{product}")).await;
    assert_eq!(page.attributes(".gallery img", "alt"), ["切开的羊腿", "草原上的一箱山羊肉"]);
    assert_eq!(
        app.get(&first).await.status,
        StatusCode::NOT_FOUND,
        "what was taken off is not shown any more"
    );
    assert_eq!(
        app.text("select string_agg(place::text, ' ' order by place) from product_photos").await,
        "1 2"
    );
    assert_eq!(
        supplier.post(&format!("{}/removal", actions[0]), &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn twenty_identical_forms_bring_each_photo_once() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let path = format!("/my/products/{product}/photos");
    let code = form(&supplier, &path).await;
    let (one, two) = (jpeg(300, 300), jpeg(400, 300));
    let posts = (0..20).map(|_| {
        let fields = [
            Text("form", &code),
            File("photos", "a.jpg", one.clone()),
            File("photos", "b.jpg", two.clone()),
            Text("alt", "羊"),
        ];
        let (supplier, path) = (&supplier, &path);
        async move { supplier.send_form(path, &fields).await.status }
    });
    let answers = futures_util::future::join_all(posts).await;
    assert!(answers.iter().all(|status| *status == StatusCode::SEE_OTHER), "{answers:?}");
    assert_eq!(app.text("select count(*)::text from product_photos").await, "2");
    assert_eq!(app.text("select count(*)::text from files").await, "2");
    // What a refused request stored before it was repeated goes with the leftovers.
    let later = Clock::new(None).now() + chrono::Duration::days(2);
    sweep(&mut app.urls.owner().await, &app.objects, later, false).await.unwrap();
    let objects: Vec<_> =
        futures_util::TryStreamExt::try_collect(app.objects.list()).await.unwrap();
    let codes = app.text("select string_agg(code, ' ') from files").await;
    let (kept, left): (Vec<_>, Vec<_>) = objects
        .iter()
        .partition(|object| codes.split(' ').any(|code| object.name.starts_with(code)));
    assert_eq!(kept.len(), 6, "two photos of three sizes: {kept:?}");
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(
        app.text("select count(*)::text from audit_events where noun = 'products'").await,
        "1"
    );
}

#[tokio::test]
async fn there_are_eight_at_most_and_what_came_need_not_come_again() {
    let app = TestApp::own_fair().await;
    let supplier = app.someone(Role::Supplier).await;
    let product = published(&app).await;
    let small = jpeg(220, 220);
    let photos = vec![small.as_slice(); 6];
    assert_eq!(add(&supplier, &product, &photos).await.status, StatusCode::SEE_OTHER);
    let too_many = add(&supplier, &product, &photos[..3]).await;
    assert_eq!(too_many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_many.html().text(".errors").contains("8 张"));
    assert_eq!(
        app.text("select count(*)::text from product_photos").await,
        "6",
        "all or none of a form"
    );
    // One is not a picture: the other two are kept for the next attempt.
    let path = format!("/my/products/{product}/photos");
    let code = form(&supplier, &path).await;
    let fields = [
        Text("form", &code),
        File("photos", "a.jpg", small.clone()),
        File("photos", "b.jpg", b"no".to_vec()),
        Text("alt", "一只羊"),
    ];
    let answer = supplier.send_form(&path, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.html();
    assert!(page.text(".errors").contains("b.jpg：不是 JPEG"), "{}", page.text(".errors"));
    assert_eq!(page.attribute("#alt", "value"), "一只羊");
    let (next, held) =
        (page.attribute("input[name=form]", "value"), page.attribute("input[name=held]", "value"));
    assert_ne!(next, code);
    let again = supplier
        .send_form(&path, &[Text("form", &next), Text("held", &held), Text("alt", "一只羊")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html().text(".errors"));
    assert_eq!(app.text("select count(*)::text from product_photos").await, "7");
    let none = supplier
        .send_form(&path, &[Text("form", &next), File("photos", "", Vec::new()), Text("alt", "x")])
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn anothers_product_takes_no_photo_and_anothers_file_is_not_there() {
    let app = TestApp::own_fair().await;
    let (supplier, officer) =
        (app.someone(Role::Supplier).await, app.someone(Role::BannerOfficer).await);
    let foreign = app.text("select min(id)::text from products where organisation_id <> (select min(supplier_id) from contracts)").await;
    let own = published(&app).await;
    let code = form(&supplier, &format!("/my/products/{own}/photos")).await;
    let fields =
        || [Text("form", &code), File("photos", "a.jpg", jpeg(300, 300)), Text("alt", "羊")];
    for product in [foreign.as_str(), "999999999"] {
        let path = format!("/my/products/{product}/photos");
        assert_eq!(supplier.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(
            supplier.send_form(&path, &fields()).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert_eq!(
        app.text("select count(*)::text from files").await,
        "0",
        "nothing of it was even looked at"
    );
    // A photo of a draft is visible to its supplier and to reviewers.
    app.as_owner_with("update products set state = 'draft' where id = $key", &own).await;
    supplier.send_form(&format!("/my/products/{own}/photos"), &fields()).await;
    let file = app.text("select code from files").await;
    let name = format!("{file}/320.jpg");
    assert_eq!(app.get(&format!("/files/{name}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(supplier.get(&format!("/my/files/{name}")).await.status, StatusCode::OK);
    assert_eq!(
        app.someone(Role::Auditor).await.get(&format!("/admin/files/{name}")).await.status,
        StatusCode::OK
    );
    app.as_owner_with("update files set organisation_id = (select min(id) from organisations where side = 'supplier' and banner_code > (select min(code) from divisions where level = 'banner')) where id = $key", &app.text("select id::text from files").await).await;
    assert_eq!(supplier.get(&format!("/my/files/{name}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        officer.get(&format!("/admin/files/{name}")).await.status,
        StatusCode::NOT_FOUND,
        "another banner's"
    );
}
