"""The whole table, by route."""

from tests.web.matrix.bulletin_pages import BULLETIN_PAGES
from tests.web.matrix.city_pages import CITY_PAGES
from tests.web.matrix.doors import DOORS
from tests.web.matrix.hr_pages import HR_PAGES
from tests.web.matrix.measure_pages import MEASURE_PAGES
from tests.web.matrix.own_pages import OWN_PAGES
from tests.web.matrix.regrade_pages import REGRADE_PAGES
from tests.web.matrix.reply_pages import REPLY_PAGES
from tests.web.matrix.staff_pages import STAFF_PAGES
from tests.web.matrix.text_pages import TEXT_PAGES

TABLE = {
    row.route: row
    for row in (
        *DOORS,
        *OWN_PAGES,
        *STAFF_PAGES,
        *HR_PAGES,
        *CITY_PAGES,
        *TEXT_PAGES,
        *BULLETIN_PAGES,
        *REGRADE_PAGES,
        *REPLY_PAGES,
        *MEASURE_PAGES,
    )
}
