{{ typed_rows('helpdesk', 'business_hours') }}
