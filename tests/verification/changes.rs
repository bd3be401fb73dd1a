//! Random changes of records, one statement each. `pick(table, n)` is n of its ids.

use rand::{RngExt, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;

const CHANGES: &[&str] = &[
    // Products and where they are shown.
    "update products set state = {pick of draft published withdrawn published} where id in ({ids products 9})",
    "update products set price = price + 1, neutral_rank = neutral_rank / 2, pinyin = pinyin || 'x' where id in ({ids products 7})",
    "update products set category_code = {a text code from product_categories where length(code) = 4}, months = '{1,{digit}}' where id in ({ids products 5})",
    "update products set origin_code = {a text code from divisions} where id in ({ids products 5})",
    "update products set introduction = '' where id in ({ids products 50})",
    "insert into products (organisation_id, category_code, name, pinyin, specification, unit_code, price, price_basis, origin_code, months, state, search_text, search_tokens)
     select organisation_id, category_code, name || ' {seed} ' || id, pinyin, specification, unit_code, price, price_basis, origin_code, months, state, '', '{}'
     from products where id in ({ids products 6})",
    "delete from products p where name like '% %' and id in ({ids products 300}) and not exists (select from exhibits where product_id = p.id)
     and not exists (select from certified_products where product_id = p.id)",
    "insert into exhibits (exhibitor_id, product_id, price) select e.id, p.id, 9.9 from exhibitors e, products p
     where e.id in ({ids exhibitors 3}) and p.id in ({ids products 3}) on conflict do nothing",
    "delete from exhibits where id in ({ids exhibits 6})",
    "update exhibits set price = price * 2 where id in ({ids exhibits 6})",
    "update exhibits x set product_id = p.id from products p where p.id in ({ids products 1}) and x.id in ({ids exhibits 1})
     and not exists (select from exhibits y where y.exhibitor_id = x.exhibitor_id and y.product_id = p.id)",
    "update exhibitors set state = {pick of applied published checked_in declined approved}, published_on = '2020-09-01' where id in ({ids exhibitors 8})",
    "update products set name = name || 'x', unit_code = {a text code from units} where id in ({ids products 5})",
    "update organisations set name = name || 'x' where side = 'supplier' and id in ({ids organisations 9})",
    "update exhibitors set neutral_rank = neutral_rank / 2 where id in ({ids exhibitors 5})",
    // Certificates.
    "update certifications set verified_on = null, verified_by = null where id in ({ids certifications 3})",
    "update certifications set verified_on = '2020-01-01', verified_by = 'x' where id in ({ids certifications 4})",
    "update certifications set valid_to = valid_from + {digit} * 200 where id in ({ids certifications 3})",
    "insert into certified_products select c.id, p.id from certifications c, products p where c.id in ({ids certifications 2}) and p.id in ({ids products 2})
     on conflict do nothing",
    "delete from certified_products where product_id in (select product_id from certified_products order by md5(product_id || '{seed}') limit 2)",
    // Booths and their exhibitors.
    "update booth_assignments set released_at = assigned_at + interval '1 day' where id in ({ids booth_assignments 4})",
    "insert into booth_assignments (booth_id, exhibitor_id, assigned_at) select b.id, e.id, now() from booths b, exhibitors e
     where b.edition_id = e.edition_id and e.state in ('approved', 'published', 'checked_in') and not exists (select from booth_assignments where booth_id = b.id and released_at is null)
     and not exists (select from booth_assignments where exhibitor_id = e.id and released_at is null) order by md5(e.id || '{seed}' || b.id) limit 1",
    "update booths b set zone_id = (select id from zones z where z.edition_id = b.edition_id order by md5(id || '{seed}') limit 1) where id in ({ids booths 5})",
    "update zones set code = code || 'X' where length(code) < 4 and id in ({ids zones 1})",
    "update organisations set kind = {pick of cooperative family_farm agribusiness}, banner_code = {a text banner_code from divisions}
     where side = 'supplier' and id in ({ids organisations 30})",
    // Columns that a search shows or matches.
    "update organisations set name = name || 'x', number = number || 'x' where id in ({ids organisations 20})",
    "update organisations set state = {pick of published withdrawn published} where id in ({ids organisations 5})",
    "update organisations set search_text = '=甲=/', search_tokens = '{=甲,甲}' where id in ({ids organisations 5})",
    "update booths set code = code || '9' where length(code) < 6 and id in ({ids booths 5})",
    "update editions set state = {pick of draft closed} where id in ({ids editions 1})",
    "update brands set name = name || 'x', home_code = {a text code from divisions where level = 'banner'} where id in ({ids brands 5})",
    "update trademarks set verified_on = null, verified_by = null where id in ({ids trademarks 3})",
    "update framework_agreements set title = title || 'x', ceiling = {digit} * 1000 where id in ({ids framework_agreements 5})",
    "update signed_projects set voided_at = now(), void_reason = 'x' where id in ({ids signed_projects 3})",
    "update contracts set title = title || 'x' where id in ({ids contracts 5})",
    // Goods.
    "update delivery_lines set state = 'rejected', accepted_on = null, amount_accepted = 0, reason_class = 'damaged', reason = 'x'
     where id in ({ids delivery_lines 9})",
    "update delivery_lines set state = 'accepted', accepted_on = date '2020-01-01' + {digit} * 30, amount_accepted = amount_shipped, refused_on = null, reason_class = null, reason = null
     where id in ({ids delivery_lines 9})",
    "insert into delivery_lines (delivery_id, position, category_code, name, unit_code, unit_price, quantity_shipped, amount_shipped, amount_accepted,
                                 village_code, household_category, state, accepted_on)
     select delivery_id, 1000 + position + id % 100, category_code, name, unit_code, unit_price, quantity_shipped, amount_shipped, amount_accepted,
            village_code, 'general', state, accepted_on
     from delivery_lines where state in ('accepted', 'shipped') and id in ({ids delivery_lines 9}) on conflict do nothing",
    "delete from delivery_lines l where id in ({ids delivery_lines 40}) and not exists (select from payment_allocations where delivery_line_id = l.id)",
    "update delivery_lines set delivery_id = (select id from deliveries where id in ({ids deliveries 1})), position = 2000 + id % 1000
     where id in ({ids delivery_lines 1})",
    "update delivery_lines set category_code = {a text code from product_categories where length(code) = 4} where id in ({ids delivery_lines 6})",
    "update delivery_lines set household_category = {pick of edge monitored consolidated general}, households = {digit} + 1
     where id in ({ids delivery_lines 9})",
    "update organisations set kind = {pick of central_soe city_soe private} where side = 'buyer' and id in ({ids organisations 9})",
    "update deliveries set voided_at = now(), void_reason = 'x' where id in ({ids deliveries 6})",
    "update deliveries set voided_at = null, void_reason = null where id in ({ids deliveries 300})",
    "update deliveries set shipped_on = {pick of 2020-01-01 2020-02-02 null}::date where id in ({ids deliveries 4})",
    "update deliveries set contract_id = (select id from contracts where id in ({ids contracts 1})) where id in ({ids deliveries 4})",
    "update deliveries set contract_id = null where id in ({ids deliveries 2})",
    "update deliveries set owner_banner_code = {a text code from divisions where level = 'banner'}, buyer_id = buyer_id where id in ({ids deliveries 5})",
    // The deals above them.
    "update contracts set state = 'void', voided_at = now(), void_reason = 'x', terminated_on = null, termination_class = null, termination_reason = null
     where id in ({ids contracts 5})",
    "update contracts set state = {pick of draft signed performing}, voided_at = null, void_reason = null, terminated_on = null,
                          termination_class = null, termination_reason = null where id in ({ids contracts 9})",
    "update contract_amendments set amount_change = amount_change + {digit}, effective_on = date '2020-01-01' + {digit} * 90
     where id in ({ids contract_amendments 3})",
    "update contract_amendments set voided_at = now(), void_reason = 'x' where id in ({ids contract_amendments 1})",
    "update contracts set performing_on = signed_on + {digit} where state = 'performing' and id in ({ids contracts 5})",
    "update contracts set project_id = (select id from signed_projects where id in ({ids signed_projects 1})) where id in ({ids contracts 4})",
    "update contracts set framework_id = null where id in ({ids contracts 3})",
    "update framework_agreements set project_id = (select id from signed_projects where id in ({ids signed_projects 1})) where id in ({ids framework_agreements 2})",
    "update signed_projects set stage = 'lapsed', lapsed_on = signed_on + {digit} * 20, lapse_class = 'other', lapse_reason = 'x'
     where lapsed_on is null and id in ({ids signed_projects 3})",
    "update signed_projects set stage = 'open', lapsed_on = null, lapse_class = null, lapse_reason = null where id in ({ids signed_projects 9})",
    "update signed_projects set voided_at = now(), void_reason = 'x' where id in ({ids signed_projects 2})",
    "update signed_projects set voided_at = null, void_reason = null, amount = amount + {digit} where id in ({ids signed_projects 20})",
    "update framework_agreements set state = 'terminated', terminated_on = signed_on + {digit} * 30, termination_class = 'other', termination_reason = 'x'
     where state = 'signed' and id in ({ids framework_agreements 4})",
    "update framework_agreements set state = 'signed', terminated_on = null, termination_class = null, termination_reason = null
     where state = 'terminated' and id in ({ids framework_agreements 40})",
    "update framework_agreements set ends_on = starts_on + {digit} * 50, ceiling = nullif({digit}, 5) * 10000 where id in ({ids framework_agreements 4})",
    "update contracts set state = 'terminated', terminated_on = signed_on + {digit} * 40, termination_class = 'other', termination_reason = 'x'
     where state in ('signed', 'performing') and id in ({ids contracts 9})",
    "insert into contract_amendments (contract_id, ordinal, reason, signed_on, effective_on, amount_change)
     select id, 100 + ('x' || substr(md5('{seed}'), 1, 3))::bit(12)::integer, 'x', signed_on + {digit} * 20, signed_on + {digit} * 30, {digit} - 5
     from contracts where id in ({ids contracts 4}) on conflict do nothing",
    "update contract_amendments set voided_at = now(), void_reason = 'x' where id in ({ids contract_amendments 4})",
    "update contract_amendments set voided_at = null, void_reason = null, effective_on = effective_on + {digit} where id in ({ids contract_amendments 20})",
    "insert into contract_villages select c.id, (select code from divisions where is_gacha_village order by md5(code || '{seed}') limit 1)
     from contracts c where c.id in ({ids contracts 4}) on conflict do nothing",
    "delete from contract_villages where contract_id in ({ids contracts 1})",
    // A deal's stored kind of buyer is corrected.
    "update contracts set buyer_kind = {pick of central_soe city_soe private} where id in ({ids contracts 4})",
    "update deliveries set buyer_kind = {pick of central_soe city_soe private} where contract_id is null and id in ({ids deliveries 60})",
    "update onsite_sales set confirmed_on = case when confirmed_on is null then '2019-12-01'::date end,
                             confirmed_by = case when confirmed_on is null then 'x' end where id in ({ids onsite_sales 9})",
    "update onsite_sales set amount = amount + {digit} where id in ({ids onsite_sales 9})",
    "update editions set starts_on = null, ends_on = null where ordinal = 2 and id in ({ids editions 1})",
    "update signed_projects set edition_id = (select id from editions where id in ({ids editions 1})), run_order = 1000 + id where id in ({ids signed_projects 4})",
    // Payments, also before the goods.
    "insert into payments (number, buyer_id, supplier_id, paid_on, amount)
     select 'V-{seed}-' || d.id, d.buyer_id, d.supplier_id, d.planned_on, {digit} * 100 from deliveries d where d.id in ({ids deliveries 3})
     on conflict do nothing",
    "update payments set amount = amount + {digit} where id in ({ids payments 6})",
    "update payments set voided_at = now(), void_reason = 'x' where id in ({ids payments 5})",
    "update payments set voided_at = null, void_reason = null, paid_on = paid_on + {digit} where id in ({ids payments 60})",
    "insert into payment_allocations select p.id, l.id, 1.23 from payments p, delivery_lines l where p.id in ({ids payments 2}) and l.id in ({ids delivery_lines 4})
     on conflict do nothing",
    "update payment_allocations set amount = amount + 1 where payment_id in ({ids payments 4})",
    "delete from payment_allocations where payment_id in ({ids payments 2})",
];

/// One of them, with random values for its placeholders.
pub fn change(chance: &mut ChaCha8Rng) -> String {
    let mut sql = (*CHANGES.choose(chance).unwrap()).to_string();
    let blanks = ["{ids ", "{pick of ", "{a text ", "{seed}", "{digit}"];
    while let Some(from) = blanks.iter().filter_map(|blank| sql.find(blank)).min() {
        let to = from + sql[from..].find('}').unwrap();
        let filled = fill(&sql[from + 1..to], chance);
        sql.replace_range(from..=to, &filled);
    }
    sql
}

fn fill(blank: &str, chance: &mut ChaCha8Rng) -> String {
    let seed: u32 = chance.random();
    let words: Vec<&str> = blank.split(' ').collect();
    match words[..] {
        ["seed"] => seed.to_string(),
        ["digit"] => (seed % 9 + 1).to_string(),
        ["ids", table, n] => {
            format!("select id from {table} order by md5(id || '{seed}') limit {n}")
        }
        ["pick", "of", ..] => match *words[2..].choose(chance).unwrap() {
            "null" => "null".into(),
            word => format!("'{word}'"),
        },
        ["a", "text", column, ..] => format!(
            "(select {column} {} order by md5(code || '{seed}') limit 1)",
            words[3..].join(" ")
        ),
        _ => panic!("no such blank: {blank}"),
    }
}
