UPDATE deliveries SET state = 'failed' WHERE state = 'outdated';
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_state_check,
    DROP CONSTRAINT deliveries_check,
    ADD CONSTRAINT deliveries_state_check CHECK (state IN ('queued', 'delivered', 'failed')),
    ADD CONSTRAINT deliveries_check CHECK ((state = 'failed') = (failure IS NOT NULL));
