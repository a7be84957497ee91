//! The tables as Diesel knows them. A test compares this file with the migrated database.

#![expect(missing_docs, reason = "the macros write items without comments")]

diesel::table! {
    users (id) {
        id -> BigInt,
        username -> Text,
        display_name -> Nullable<Text>,
        avatar -> Nullable<Text>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    desk (id) {
        id -> Integer,
        began_at -> Timestamptz,
    }
}

diesel::table! {
    dm_channels (channel_id) {
        channel_id -> BigInt,
        user_id -> BigInt,
        read_to -> BigInt,
    }
}

diesel::table! {
    staff (user_id) {
        user_id -> BigInt,
        roles -> Array<BigInt>,
        present -> Bool,
        refreshed_at -> Timestamptz,
    }
}

diesel::table! {
    grants (id) {
        id -> BigInt,
        subject_kind -> Text,
        subject_id -> BigInt,
        permission -> Text,
        granted_by -> BigInt,
        granted_at -> Timestamptz,
    }
}

diesel::table! {
    sessions (token_hash) {
        token_hash -> Binary,
        user_id -> BigInt,
        user_agent -> Text,
        created_at -> Timestamptz,
        last_seen_at -> Timestamptz,
        expires_at -> Timestamptz,
        id -> BigInt,
        address -> Nullable<Text>,
    }
}

diesel::table! {
    sign_ins (state_hash) {
        state_hash -> Binary,
        browser_hash -> Binary,
        pkce_verifier -> Text,
        return_to -> Text,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    api_keys (id) {
        id -> BigInt,
        name -> Text,
        key_hash -> Binary,
        prefix -> Text,
        scopes -> Array<Text>,
        created_by -> BigInt,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
        last_used_from -> Nullable<Text>,
        category_ids -> Array<BigInt>,
        idempotency_key -> Nullable<Text>,
    }
}

diesel::table! {
    categories (id) {
        id -> BigInt,
        name -> Text,
        description -> Nullable<Text>,
        emoji -> Nullable<Text>,
        discord_category_id -> Nullable<BigInt>,
        staff_roles -> Array<BigInt>,
        position -> Integer,
        enabled -> Bool,
        created_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
        version -> Integer,
    }
}

diesel::table! {
    statistics_basis (is_only) {
        is_only -> Bool,
        zone -> Text,
    }
}

diesel::table! {
    statistics_pending (id) {
        id -> BigInt,
        kind -> Text,
        at -> Timestamptz,
        category_id -> Nullable<BigInt>,
        user_id -> Nullable<BigInt>,
        ms -> Nullable<BigInt>,
        amount -> Integer,
    }
}

diesel::table! {
    statistics_days (category_id, day) {
        category_id -> BigInt,
        day -> Date,
        created -> BigInt,
        closed -> BigInt,
        resolution_ms -> BigInt,
        responses -> BigInt,
        response_ms -> BigInt,
    }
}

diesel::table! {
    statistics_people (category_id, day, user_id) {
        category_id -> BigInt,
        day -> Date,
        user_id -> BigInt,
        replies -> BigInt,
        closed -> BigInt,
        responses -> BigInt,
        response_ms -> BigInt,
    }
}

diesel::table! {
    statistics_spreads (category_id, measure, day) {
        category_id -> BigInt,
        measure -> Text,
        day -> Date,
        buckets -> Array<Integer>,
        counts -> Array<Integer>,
        packed -> Binary,
    }
}

diesel::table! {
    tickets (id) {
        id -> BigInt,
        member_id -> BigInt,
        origin -> Text,
        opened_by_id -> BigInt,
        opened_by_name -> Text,
        opened_at -> Timestamptz,
        silent -> Bool,
        channel_id -> Nullable<BigInt>,
        channel_read_to -> BigInt,
        closed_at -> Nullable<Timestamptz>,
        last_number -> Integer,
        last_activity_at -> Timestamptz,
        waiting_on -> Text,
        waiting_since -> Timestamptz,
        idempotency_key -> Nullable<Text>,
        category_id -> Nullable<BigInt>,
        assignee_id -> Nullable<BigInt>,
        assigned_at -> Nullable<Timestamptz>,
        priority -> Text,
        tags -> Array<Text>,
        label -> Nullable<Text>,
        first_reply_at -> Nullable<Timestamptz>,
        first_reply_by -> Nullable<BigInt>,
        closed_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    saved_views (id) {
        id -> BigInt,
        user_id -> BigInt,
        name -> Text,
        query -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    messages (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        kind -> Text,
        author_id -> Nullable<BigInt>,
        author_name -> Text,
        anonymous -> Bool,
        number -> Nullable<Integer>,
        content -> Text,
        forwarded -> Nullable<Text>,
        reply_to_id -> Nullable<BigInt>,
        created_at -> Timestamptz,
        edited_at -> Nullable<Timestamptz>,
        deleted_at -> Nullable<Timestamptz>,
        idempotency_key -> Nullable<Text>,
        fingerprint -> Nullable<Binary>,
    }
}

diesel::table! {
    revisions (message_id, revision) {
        message_id -> BigInt,
        revision -> Integer,
        content -> Text,
        replaced_at -> Timestamptz,
    }
}

diesel::table! {
    attachments (id) {
        id -> BigInt,
        message_id -> BigInt,
        position -> Integer,
        kind -> Text,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        source_url -> Nullable<Text>,
        object_key -> Nullable<Text>,
        failure -> Nullable<Text>,
        share_key -> Text,
        failure_cause -> Nullable<Text>,
    }
}

diesel::table! {
    deliveries (message_id, side) {
        message_id -> BigInt,
        side -> Text,
        state -> Text,
        failure -> Nullable<Text>,
        changed_at -> Timestamptz,
        failure_cause -> Nullable<Text>,
    }
}

diesel::table! {
    posts (discord_message_id) {
        discord_message_id -> BigInt,
        channel_id -> BigInt,
        message_id -> BigInt,
        side -> Text,
        author -> Text,
        part -> Integer,
    }
}

diesel::table! {
    closures (id) {
        id -> BigInt,
        ticket_id -> BigInt,
        actor_kind -> Text,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        reason -> Nullable<Text>,
        silent -> Bool,
        requested_at -> Timestamptz,
        due_at -> Timestamptz,
        done_at -> Nullable<Timestamptz>,
        cancelled_at -> Nullable<Timestamptz>,
        cause -> Nullable<Text>,
    }
}

diesel::table! {
    blocks (id) {
        id -> BigInt,
        member_id -> BigInt,
        reason -> Nullable<Text>,
        actor_kind -> Text,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        placed_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        lifted_by_id -> Nullable<BigInt>,
        lifted_by_name -> Nullable<Text>,
        messages_refused -> Integer,
        last_refused_at -> Nullable<Timestamptz>,
        version -> Integer,
    }
}

diesel::table! {
    events (id) {
        id -> BigInt,
        at -> Timestamptz,
        kind -> Text,
        actor_kind -> Text,
        actor_id -> Nullable<BigInt>,
        actor_name -> Text,
        ticket_id -> Nullable<BigInt>,
        message_id -> Nullable<BigInt>,
        details -> Jsonb,
    }
}

diesel::table! {
    outbox (id) {
        id -> BigInt,
        lane -> BigInt,
        job -> Jsonb,
        created_at -> Timestamptz,
        due_at -> Timestamptz,
        attempts -> Integer,
        leased_until -> Nullable<Timestamptz>,
        started_at -> Nullable<Timestamptz>,
        failed_at -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>,
        setback -> Nullable<Jsonb>,
    }
}

diesel::table! {
    settings_versions (number) {
        number -> BigInt,
        at -> Timestamptz,
        author_id -> Nullable<BigInt>,
        author_name -> Text,
        settings -> Jsonb,
        changes -> Jsonb,
        rolled_back_to -> Nullable<BigInt>,
    }
}

diesel::table! {
    snippets (id) {
        id -> BigInt,
        key -> Text,
        version -> Integer,
        uses -> BigInt,
        last_used_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    snippet_versions (snippet_id, number) {
        snippet_id -> BigInt,
        number -> Integer,
        content -> Text,
        author_id -> Nullable<BigInt>,
        author_name -> Text,
        written_at -> Timestamptz,
        key -> Text,
    }
}

diesel::table! {
    bot_control (id) {
        id -> Bool,
        running -> Bool,
        restarts -> BigInt,
        maintenance_since -> Nullable<Timestamptz>,
        maintenance_notice -> Text,
    }
}

diesel::table! {
    snippet_uses (message_id) {
        message_id -> BigInt,
        snippet_id -> BigInt,
        version -> Integer,
    }
}

diesel::table! {
    bot_status (id) {
        id -> Bool,
        process -> Text,
        leading_since -> Timestamptz,
        connected_since -> Nullable<Timestamptz>,
        latency_ms -> Nullable<Integer>,
        trouble -> Nullable<Text>,
        reported_at -> Timestamptz,
        disconnected_since -> Nullable<Timestamptz>,
        heard_since -> Nullable<Timestamptz>,
        hindrance -> Nullable<Text>,
    }
}

diesel::table! {
    maintenance_notices (member_id, maintenance_since) {
        member_id -> BigInt,
        maintenance_since -> Timestamptz,
    }
}

diesel::table! {
    servers (id) {
        id -> BigInt,
        name -> Text,
        is_community -> Bool,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    unsent_messages (user_id, ticket_id) {
        user_id -> BigInt,
        ticket_id -> BigInt,
        kind -> Text,
        content -> Text,
        seen -> BigInt,
        kept_at -> Timestamptz,
        snippet_id -> Nullable<BigInt>,
        version -> BigInt,
        idempotency_key -> Nullable<Text>,
    }
}

diesel::table! {
    unsent_files (id) {
        id -> BigInt,
        user_id -> BigInt,
        ticket_id -> BigInt,
        name -> Text,
        media_type -> Text,
        size -> BigInt,
        object_key -> Text,
    }
}

diesel::table! {
    notices (session_id) {
        session_id -> BigInt,
        content -> Jsonb,
        left_at -> Timestamptz,
    }
}

diesel::table! {
    presences (ticket_id, user_id) {
        ticket_id -> BigInt,
        user_id -> BigInt,
        name -> Text,
        activity -> Text,
        expires_at -> Timestamptz,
    }
}

diesel::table! {
    avatars (user_id, hash) {
        user_id -> BigInt,
        hash -> Text,
        object_key -> Nullable<Text>,
        media_type -> Text,
        fetched_at -> Timestamptz,
    }
}

diesel::table! {
    emojis (id) {
        id -> BigInt,
        is_animated -> Bool,
        object_key -> Nullable<Text>,
        media_type -> Text,
        fetched_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    stored_files (object_key) {
        object_key -> Text,
        loose_since -> Nullable<Timestamptz>,
    }
}

diesel::joinable!(dm_channels -> users (user_id));
diesel::joinable!(staff -> users (user_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(api_keys -> users (created_by));
diesel::joinable!(tickets -> users (member_id));
diesel::joinable!(tickets -> categories (category_id));
diesel::joinable!(messages -> tickets (ticket_id));
diesel::joinable!(attachments -> messages (message_id));
diesel::joinable!(deliveries -> messages (message_id));
diesel::joinable!(posts -> messages (message_id));
diesel::joinable!(closures -> tickets (ticket_id));
diesel::joinable!(blocks -> users (member_id));

diesel::allow_tables_to_appear_in_same_query!(
    users,
    desk,
    dm_channels,
    staff,
    grants,
    sessions,
    sign_ins,
    api_keys,
    categories,
    tickets,
    saved_views,
    messages,
    revisions,
    attachments,
    deliveries,
    posts,
    closures,
    blocks,
    events,
    outbox,
    settings_versions,
    bot_control,
    bot_status,
    maintenance_notices,
    snippets,
    snippet_versions,
    snippet_uses,
    servers,
    unsent_messages,
    unsent_files,
    notices,
    presences,
    avatars,
    emojis,
    stored_files,
);
