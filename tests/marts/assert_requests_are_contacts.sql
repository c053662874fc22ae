-- What: whoever waited for an answer is a contact, and under the same name.
-- Why it matters: missed requests are read beside contacts; a request that is none cannot be found.
-- How to fix: look for the request's ticket or call in fct_contacts, and at what leaves it out.
select
    requests.request_id,
    'a request that is no contact' as broken_rule
from {{ ref('fct_requests') }} as requests
left join {{ ref('fct_contacts') }} as contacts
    on requests.request_id = contacts.contact_id
where contacts.contact_id is null
