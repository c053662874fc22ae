{{ typed_rows('helpdesk', 'holidays') }}
