select
    effects.*,
    as_of.as_of
from (
    {{ compared_interventions() }}
) as effects
cross join {{ ref('int_as_of') }} as as_of
