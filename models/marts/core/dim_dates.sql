{{ config(materialized=face_materialization()) }}

{%- set weekdays = [
    'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'
] -%}
{%- set months = [
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September',
    'October', 'November', 'December'
] -%}
{%- set jalali_months = {
    'Farvardin': 'فروردین', 'Ordibehesht': 'اردیبهشت', 'Khordad': 'خرداد', 'Tir': 'تیر',
    'Mordad': 'مرداد', 'Shahrivar': 'شهریور', 'Mehr': 'مهر', 'Aban': 'آبان', 'Azar': 'آذر',
    'Dey': 'دی', 'Bahman': 'بهمن', 'Esfand': 'اسفند'
} -%}
{%- set fiscal_months = (var('fiscal_year_start_month') | int) - 1 -%}

with dates as (
    select
        *,
        {{ calendar_period_start('jalali_month') }} as jalali_month_start_date,
        {{ calendar_period_start('fiscal_year') }} as fiscal_year_start_date,
        {{ calendar_period_start('fiscal_quarter') }} as fiscal_quarter_start_date,
        {{ calendar_period_end('fiscal_year') }} as fiscal_year_end_date
    from {{ ref('int_dates') }}
),

final as (
    select
        date_day,
        year_number,
        quarter_number,
        month_number,
        {{ name_of_number('month_number', months) }} as month_name,
        day_of_month,
        iso_weekday,
        {{ name_of_number('iso_weekday', weekdays) }} as weekday_name,
        iso_weekday in ({{ (var('weekend_days') or [0]) | join(', ') }}) as is_weekend,
        iso_year,
        iso_week,
        week_start_date,
        week_end_date,
        month_start_date,
        month_end_date,
        quarter_start_date,
        quarter_end_date,
        jalali_year,
        jalali_month,
        jalali_day,
        jalali_month_start_date,
        {{ name_of_number('jalali_month', jalali_months.values()) }} as jalali_month_name,
        cast(jalali_year as {{ type_text() }})
        || case when jalali_month < 10 then '-0' else '-' end
        || cast(jalali_month as {{ type_text() }})
        || ' '
        || {{ name_of_number('jalali_month', jalali_months.keys()) }} as jalali_month_label,
        cast(extract(year from fiscal_year_end_date) as integer) as fiscal_year,
        cast(
            extract(quarter from {{ months_before('month_start_date', fiscal_months) }}) as integer
        ) as fiscal_quarter,
        fiscal_year_start_date,
        fiscal_quarter_start_date
    from dates
)

select * from final
