{# All rows of a raw table, typed as the contract says, judged and ordered: the body of a
   base model.

   The contract (types, required, identifiers, keys) is read from the sources' YAML, so that no rule
   is written twice. Only keys that occur more than once are sorted: sorting 80 million wide rows
   to find a few repeats would cost more than all the rest; reading the key columns
   three times does not. #}
{% macro typed_rows(source_name, table_name) -%}
{%- set relation = source(source_name, table_name) -%}
{%- if execute -%}
{%- set contract = contract_of(source_name, table_name) -%}
{%- set columns = contract.columns.values() | list -%}
with repeated_keys as (
    -- Keys with more than one row: only these need an order.
    select match_key
    from (
        select {{ match_key(contract) }} as match_key
        from {{ relation }}
    ) as all_keys
    group by match_key
    having count(*) > 1
),

single_rows as (
    select keyed_rows.*
    from (
        select
            *,
            {{ match_key(contract) }} as match_key
        from {{ relation }}
    ) as keyed_rows
    left join repeated_keys on keyed_rows.match_key = repeated_keys.match_key
    where repeated_keys.match_key is null
),

repeated_rows as (
    select
        keyed_rows.*,
        {{ row_hash(columns) }} as row_hash
    from (
        select
            *,
            {{ match_key(contract) }} as match_key
        from {{ relation }}
    ) as keyed_rows
    inner join repeated_keys on keyed_rows.match_key = repeated_keys.match_key
),

single_judged as (
    {{ judged_rows('single_rows', table_name, contract, []) | indent(4) }}
),

repeated_judged as (
    {{ judged_rows('repeated_rows', table_name, contract, ['row_hash']) | indent(4) }}
),

-- The newest version first; a rejected one keeps its place, so that a gap above the first
-- accepted version shows that the version in force is stale.
repeated_ordered as (
    select
        *,
        row_number() over newest_first as delivery_rank,
        sum(case when rejected_reason is null then 1 else 0 end) over newest_first
            as accepted_rank
    from repeated_judged
    window newest_first as (
        partition by row_key
        order by
            {%- if contract.prefer %}
            {{ contract.prefer }},
            {%- endif %}
            updated_at desc nulls last,
            loaded_at desc nulls last,
            raw_file desc nulls last,
            case when rejected_reason is null then 0 else 1 end,
            row_hash
        rows between unbounded preceding and current row
    )
),

final as (
    select
        {{ base_columns(table_name, columns) | join(',\n        ') }},
        case when rejected_reason is null then cast(1 as {{ type_integer() }}) end as version_rank,
        false as is_stale
    from single_judged
    union all
    select
        {{ base_columns(table_name, columns) | join(',\n        ') }},
        case
            when rejected_reason is null then cast(accepted_rank as {{ type_integer() }})
        end as version_rank,
        rejected_reason is null and accepted_rank = 1 and delivery_rank > 1 as is_stale
    from repeated_ordered
)

select * from final
{%- else -%}
select * from {{ relation }}
{%- endif -%}
{%- endmacro %}
