{{ config(materialized=part_materialization()) }}
-- Costs come by month; weeks and days have none.
{{ kpi_results([
    kpi_components_of_periods(
        '{int_support_costs}', slices={'channel': 'channel', 'team': 'team_id'}, kpis={
            'cost_per_ticket': kpi_cost_per_ticket(),
            'cost_per_human_ticket': kpi_cost_per_human_ticket(),
            'cost_per_resolution': kpi_cost_per_resolution(),
            'repeat_contact_cost': kpi_repeat_contact_cost(),
        }
    ),
    kpi_components_of_periods(
        '{int_cost_shares}', slices={}, kpis={
            'support_cost_share_of_revenue': kpi_support_cost_share_of_revenue(),
        }
    ),
]) }}
