{{ typed_rows('knowledge', 'kb_articles') }}
