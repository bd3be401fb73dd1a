//! The run-sheet as a sheet, with the columns of its import: what goes out can come back in.

use super::edition;
use crate::{
    audit::model::records::Record,
    columns,
    http::{problem::Problem, state::App},
    organisations::model::Side,
    projects::{
        model::{
            deal::{ContractTerms, Listed},
            trail::PROJECTS,
        },
        store::deals::sheets,
    },
    ui::table::{
        Cell, Column,
        export::{OfficeList, at_once},
    },
    values::{ids::EditionId, lang::Lang, place_code::PlaceCode},
    web::{office::Office, page::Page},
};
use futures_util::stream::BoxStream;
use rust_decimal::Decimal;
use sqlx::PgConnection;

pub struct RunSheet;

impl OfficeList for RunSheet {
    const PATH: &'static str = "/admin/fairs/{ordinal}/signing";
    const LISTS: &'static Record = &PROJECTS;
    type Row = Listed;
    type Filter = (EditionId, Option<PlaceCode>);
    const COLUMNS: &'static [Column<Listed>] = COLUMNS;

    async fn filter(app: &App, page: &Page, office: &Office) -> Result<Self::Filter, Problem> {
        let ordinal = page.path.split('/').nth(3).unwrap_or_default();
        Ok((edition(app, ordinal).await?.id, office.viewer.scope.banner().cloned()))
    }

    fn rows<'c>(
        connection: &'c mut PgConnection,
        (edition, banner): &'c Self::Filter,
    ) -> BoxStream<'c, sqlx::Result<Listed>> {
        at_once(sheets::listed(connection, *edition, banner.as_ref()))
    }
}

const COLUMNS: &[Column<Listed>] = columns! {
    Listed;
    "position" "顺序" "Position" |_, row| Cell::count(row.run_order.into());
    "number" "编号" "Number" |_, row| Cell::text(&row.number);
    "title" "项目名称" "Title" |_, row| Cell::text(&row.terms.title);
    "type" "类型" "Type" |page, row| Cell::text(row.terms.r#type.name(page.lang));
    "supplier" "供货方" "Supplier" |_, row| Cell::text(&row.parties.supplier.name);
    "supplier_code" "供货方信用代码" "Supplier's credit code"
        |_, row| Cell::maybe(row.parties.supplier.credit_code.as_ref());
    "buyer" "采购方" "Buyer" |_, row| Cell::text(&row.parties.buyer.name);
    "buyer_code" "采购方信用代码" "Buyer's credit code"
        |_, row| Cell::maybe(row.parties.buyer.credit_code.as_ref());
    "more_suppliers" "其他供货方" "Further suppliers" |_, row| Cell::text(row.further(Side::Supplier));
    "more_buyers" "其他采购方" "Further buyers" |_, row| Cell::text(row.further(Side::Buyer));
    "amount" "金额(万元)" "Amount (10,000 yuan)"
        |_, row| Cell::Number(row.terms.amount / Decimal::from(10_000));
    "signed_on" "签约日" "Signed on" |_, row| Cell::text(row.terms.signed_on.to_string());
    "villages" "供货村" "Supplying villages" |_, row| Cell::text(row.villages());
    "goods" "主要产品" "Main product"
        |_, row| Cell::maybe(row.terms.goods.as_ref().map(|goods| &goods.name));
    "quantity" "约数量" "Quantity" |_, row| quantity(row);
    "quantity_unit" "数量单位" "Unit of quantity" |page, row| unit(row, page.lang);
    "renews" "续签自" "Renews" |_, row| Cell::maybe(row.renews.as_ref());
    "rung" "签的是" "Signed as" |page, row| Cell::text(row.terms.rung().name(page.lang));
    "contract_number" "合同编号" "Contract number"
        |_, row| Cell::maybe(contract(row).and_then(|contract| contract.number.as_ref()));
    "method" "采购方式" "How it buys"
        |page, row| Cell::maybe(contract(row).map(|contract| contract.method.name(page.lang)));
    "category" "品类" "Category"
        |_, row| Cell::maybe(contract(row).map(|contract| &contract.category));
    "ends_on" "合同期至" "Contract ends on"
        |_, row| Cell::maybe(contract(row).map(|contract| contract.ends_on.to_string()));
    "scan_due_on" "扫描件最迟" "Scan due on"
        |_, row| Cell::maybe(row.terms.scan_due_on.map(|day| day.to_string()));
    "state" "状态" "State" |page, row| Cell::text(row.state.name(page.lang));
};

fn contract(row: &Listed) -> Option<&ContractTerms> {
    row.terms.contract.as_ref()
}

fn quantity(row: &Listed) -> Cell {
    let quantity = row.terms.goods.as_ref().and_then(|goods| goods.quantity);
    quantity.map_or_else(|| Cell::text(""), |(quantity, _)| Cell::Number(quantity))
}

fn unit(row: &Listed, lang: Lang) -> Cell {
    let quantity = row.terms.goods.as_ref().and_then(|goods| goods.quantity);
    Cell::maybe(quantity.map(|(_, unit)| lang.t(&unit.name, &unit.name_en)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::model::Kind;

    #[test]
    fn the_sheet_has_the_columns_of_the_import() {
        let ours: Vec<_> =
            COLUMNS.iter().map(|column| (column.code, column.zh, column.en)).collect();
        let theirs: Vec<_> = Kind::Deals
            .columns()
            .iter()
            .map(|column| (column.code, column.zh, column.en))
            .collect();
        assert_eq!(ours[..theirs.len()], theirs);
        assert_eq!(ours[theirs.len()..], [("state", "状态", "State")]);
    }
}
