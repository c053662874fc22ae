{{ typed_rows('workforce', 'agent_shifts') }}
