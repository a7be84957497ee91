-- What Discord has, but not as it is now, was not refused: the member reads it.
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_state_check,
    DROP CONSTRAINT deliveries_check,
    ADD CONSTRAINT deliveries_state_check CHECK (state IN ('queued', 'delivered', 'failed', 'outdated')),
    ADD CONSTRAINT deliveries_check CHECK ((state IN ('failed', 'outdated')) = (failure IS NOT NULL));
