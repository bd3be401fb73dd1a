//! Photos of products: uploaded, shown, removed; and hostile files.

#[cfg(feature = "s3")]
pub mod matrix;
mod bucket;
mod hostile;
mod photos;
mod sweep;

use crate::harness::{
    actors::Person,
    pictures::Field::{self, File, Text},
    site::{Answer, TestApp},
};

/// A published product of the supplier from `TestApp::someone`.
pub async fn published(app: &TestApp) -> String {
    app.text("select min(id)::text from products where state = 'published' and organisation_id = (select min(supplier_id) from contracts)")
        .await
}

pub async fn form(supplier: &Person, path: &str) -> String {
    supplier.get(path).await.html().attribute("form[data-upload] input[name=form]", "value")
}

/// Uploads photos to a product as its page does.
pub async fn add(supplier: &Person, product: &str, photos: &[&[u8]]) -> Answer {
    let path = format!("/my/products/{product}/photos");
    let form = form(supplier, &path).await;
    let mut fields: Vec<Field<'_>> = vec![Text("form", &form), File("camera", "", Vec::new())];
    fields.extend(photos.iter().map(|photo| File("photos", "羊.jpg", photo.to_vec())));
    fields.push(Text("alt", "草原上的一箱山羊肉"));
    supplier.send_form(&path, &fields).await
}
