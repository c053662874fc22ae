{{ typed_rows('helpdesk', 'sla_policies') }}
