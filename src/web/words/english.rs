//! The sentences in English.

macro_rules! catalogue {
    ($($(#[$doc:meta])* $group:ident: $type:ident { $($key:ident: $text:literal,)* })*) => {
        /// Every sentence of one language.
        #[derive(Debug)]
        pub(crate) struct Words {
            $($(#[$doc])* pub(crate) $group: $type,)*
        }
        $(
            $(#[$doc])*
            #[derive(Debug)]
            pub(crate) struct $type {
                $(pub(crate) $key: &'static str,)*
            }
        )*
        /// The sentences in English.
        pub(crate) static ENGLISH: Words = Words { $($group: $type { $($key: $text,)* },)* };
    };
}

catalogue! {
    /// What surrounds every page.
    site: Site {
        service: "Publishing guard",
        skip: "Skip to main content",
        menu: "Menu",
        back: "Back",
        service_information: "Service information",
        error_prefix: "Error: ",
        problem: "There is a problem",
        done: "Done",
        sign_out: "Sign out",
        held: "Held posts",
        check: "Check a text",
        calendar: "Calendar",
        rules: "Rules",
        record: "Record",
        footer: "Posts that wait here have not been published. Every decision is kept in the record.",
        limits: "The guard sees what is posted through it. A tool that keeps its own password to a platform, a cloud \
                 scheduler or a telephone app can go round it.",
        in_force: "A pre-election period is in force until {until}.",
        in_force_many: "{count} pre-election periods are in force, the last until {until}.",
        covers_all: "whole area",
        covers_wards: "only in {wards}",
        advisory: "another authority's election: posts are held for advice, never blocked",
        provisional: "counted without the bank holidays of that year",
        none_now: "No pre-election period is in force.",
        next: "The next begins on {day}: {title}.",
        no_next: "The calendar holds no later one.",
        no_calendar: "No calendar has been loaded. Until one is, the guard holds every post.",
        trouble: "{about}: {text} (since {since})",
        warning: "Warning",
    }
    /// Signing in and out.
    sign_in: SignIn {
        title: "Sign in",
        council: "Council",
        email: "E-mail address",
        password: "Password",
        button: "Sign in",
        wrong: "The e-mail address and the password do not belong together. Check both and try again",
        wait: "There were too many attempts. You can try again after {until}",
        inactive: "This account has been closed. An administrator can open it again",
        no_email: "Enter your e-mail address",
        no_password: "Enter your password",
        no_council: "Choose your council",
        first: "Sign in to see that page.",
        signed_out: "You have signed out.",
        link_title: "Sign in with a link",
        link_text: "The link you followed signs you in once.",
        link_button: "Sign in",
        link_bad_title: "That link does not work",
        link_bad: "It has been used or is too old. Ask for another, or sign in with your password.",
    }
    /// The list.
    held: Held {
        title: "Held posts",
        views: "Which posts to list",
        waiting: "To decide",
        parked: "After the period",
        returned: "With authors",
        going: "Going out",
        attention: "Needs attention",
        blocked: "Blocked",
        published: "Published",
        closed: "Closed",
        channel: "Channel",
        every_channel: "Every channel",
        show: "Show",
        find: "Find a post by its reference",
        find_hint: "Such as G-7K3QZP",
        find_button: "Find",
        not_a_reference: "A reference is G- and six letters or digits, such as G-7K3QZP",
        none_waiting: "Nothing waits for a decision.",
        none: "There are no posts here.",
        none_own: "None of your own posts are here. To see other people's, an administrator can give you the reviewer \
                   or the auditor role.",
        due: "Due {when}",
        overdue: "Its time has passed: {when}",
        received: "Received {when}",
        from_tool: "From {tool}",
        unknown_tool: "From a credential that no administrator has bound to a tool",
        reason_more: "{first} And {more} more.",
        nothing_found: "Nothing stops it now.",
        first_signed: "Signed once for an emergency release: needs a second person.",
        recall_failing: "It should not go out, and the platform has not confirmed that it is gone.",
        picture: "{count} picture",
        pictures: "{count} pictures",
        no_words: "A post without words",
        recent: "Posts received in the last {days} days. Find an older one by its reference; the record has every one.",
        next: "Next page",
        previous: "Previous page",
        pages: "Pages",
        too_many: "Only the first {count} posts of this list are shown. Decide on some, or choose a channel.",
    }
    /// What a post says and what was found in it.
    post: Post {
        title: "Post {reference}",
        back: "Back to the list",
        content: "What it says",
        findings: "Why it was stopped",
        findings_allowed: "What was found in it",
        no_findings: "Nothing was found in it.",
        left_out: "{count} more findings are not listed.",
        facts: "About this post",
        channel: "Channel",
        account: "Account",
        operation: "What it does",
        tool: "Came from",
        authors: "Authors",
        nobody: "Nobody is registered",
        received: "Received",
        slot: "To be public",
        at_once: "At once",
        version: "Version",
        visibility: "Who sees it",
        language: "Language",
        sensitive: "Pictures hidden until opened",
        yes: "Yes",
        no: "No",
        poll: "Poll runs for",
        poll_multiple: "several answers may be chosen",
        reply_to: "Answers",
        quotes: "Quotes",
        platform_id: "On the platform",
        identifiers: "Numbers for the record",
        id: "Post",
        hash: "Content",
        rulebook: "Rulebook",
        rule: "Rule",
        source: "Source",
        suggestion: "Instead",
        finding: "Finding",
        stops_hold: "Holds the post",
        stops_block: "Blocks the post",
        stops_nothing: "Noted only",
        certain: "certain",
        likely: "likely",
        possible: "possible",
        timeline: "What happened",
        timeline_empty: "Nothing is recorded of it.",
        guard: "the guard",
        tool_actor: "the tool {tool}",
        unknown_tool: "a tool nobody has registered",
        someone: "a person whose account is gone",
        publish: "A new post",
        edit: "A change of a post that is already public",
        reshare: "Shares somebody's post again",
        pin: "Puts an old post at the top of the profile",
        profile: "A change of the account's public profile",
        picture: "Picture {number}",
        file: "File {number}",
        alt: "Alternative text: {text}",
        no_alt: "It has no alternative text.",
        attached: "It is already on the platform, and stays.",
        open_file: "Open the file ({mime})",
    }
    /// The names of a post's parts.
    part: Part {
        text: "Text",
        warning: "Content warning",
        alt: "Alternative text of picture {number}",
        link: "Link {number}",
        link_title: "Title of link {number}",
        poll: "Poll answer {number}",
        reshare: "Shares a post of",
        reply: "Answers",
        reshared_text: "The post that is shared",
        reshared_alt: "Alternative text of picture {number} in the post that is shared",
        picture_text: "Words in picture {number}",
        picture: "Picture {number}",
        profile: "Profile line {number}",
    }
    /// Deciding.
    decide: Decide {
        title: "Decide",
        question: "What should happen to this post?",
        not_restricted: "Publish it: it is not restricted",
        not_restricted_hint: "The guard misjudged it, or an exemption applies.",
        emergency: "Publish it in an emergency, although it is restricted",
        emergency_hint: "A second person has to sign before it goes out.",
        emergency_second: "Sign as the second person: publish it in an emergency",
        emergency_second_hint: "It goes out at the time the first person chose.",
        give_back: "Return it to its author",
        give_back_hint: "They can change it and send it again. Your reason is shown to them.",
        park: "Set it aside until the pre-election period has ended",
        park_hint: "It comes back to this list then. It is not published by itself.",
        reject: "Reject it",
        reject_hint: "It will not be published.",
        when: "If you publish it, when?",
        now: "Now",
        original: "At the time its author asked for: {when}",
        after: "After the pre-election period",
        reason: "Your reason",
        reason_hint: "A few words. They are kept with the decision.",
        button: "Record this decision",
        no_choice: "Choose what should happen to this post",
        no_slot: "Choose when it should be published",
        no_reason: "Give a reason in a few words",
        long_reason: "Shorten your reason to {most} characters",
        own: "This is your own post, so a colleague has to decide on it.",
        sole: "This is your own post. Your council has one officer, and nothing in it is certain, so you may release \
               it as not restricted. That is marked in the record.",
        not_reviewer: "You can read this post. To decide on it you need the reviewer role, which an administrator \
                       can give you.",
        first_signed: "{name} has signed for an emergency release, {slot}, on {when}. A second, different person has \
                       to sign before it goes out.",
        first_signed_you: "You have signed for an emergency release, {slot}, on {when}. A second, different person \
                           has to sign before it goes out.",
        slot_now: "at once",
        slot_original: "at the time its author asked for",
        slot_after: "after the pre-election period",
        take_back: "Take the approval back",
        take_back_hint: "Until delivery begins, this post can still be returned or rejected.",
        set_aside: "This post is set aside until the pre-election period ends. It can be decided on before then.",
        retry_title: "Try again",
        retry_text: "The platform refused it ({code}), and nothing was published. Once the cause is mended it can be \
                     sent again.",
        retry: "Send it again",
        resolve_title: "Is it on the platform?",
        resolve_text: "Delivery broke off, so it is not known whether this post is public. The guard reads the \
                       account back by itself and never sends a post twice. If you have looked, you can say.",
        resolve_tie: "Several posts of the account match, so a person has to say which of them this is.",
        resolve_there: "Yes, it is there",
        resolve_there_hint: "Give its number on the platform: the digits at the end of its address.",
        resolve_id: "Its number on the platform",
        resolve_gone: "No, it is not there",
        resolve_gone_hint: "It is then sent again, at once.",
        resolve_button: "Record what you found",
        no_answer: "Say whether it is on the platform",
        no_id: "Enter its number on the platform: digits only",
        appeal_title: "Ask for a person to look at it",
        appeal_text: "If you think this post was blocked by mistake, say why. A comms officer will decide.",
        appeal_button: "Send it to a comms officer",
        withdraw_title: "Take it back",
        withdraw_text: "This is your own post. If it is no longer needed, take it back.",
        withdraw_button: "Take it back",
        done_approved: "Approved. Delivery publishes it at the time you chose.",
        done_signed: "Your signature is recorded. A second person has to sign before it goes out.",
        done_returned: "Returned to its author.",
        done_rejected: "Rejected. It will not be published.",
        done_parked: "Set aside until the pre-election period has ended.",
        done_retried: "Handed to delivery again.",
        done_resolved: "What you found is recorded.",
        done_appealed: "Sent to a comms officer.",
        done_withdrawn: "Taken back.",
    }
    /// A decision that came too late.
    conflict: Conflict {
        changed_title: "This post has changed",
        changed_text: "It was changed after you opened it, so nothing was decided. Read the version of now, then \
                       decide again.",
        moved_title: "Somebody else has decided",
        moved_text: "Since you opened this post it has moved on: it is now “{state}”. Your decision was not recorded.",
        signed_meanwhile: "A colleague has signed for an emergency release since you opened this post, so your \
                           signature would now be the second and the post would go out. Open it again and decide.",
        yours: "The version you saw",
        yours_gone: "The version you saw was not sent along, so it cannot be shown.",
        now: "The version of now",
        open: "Open the post as it is now",
        your_reason: "What you wrote, so that you can use it again",
    }
    /// The rule pages.
    rules: Rules {
        title: "Rules",
        intro: "What the guard looks for, and the law, code or policy behind each rule. Every finding names its rule.",
        code: "Code",
        rule: "Rule",
        finds: "Leads to",
        source: "Source",
        back: "All rules",
        switches: "What a council can set",
        values: "May be: {values}",
        year_round: "All year",
        in_period: "In a pre-election period",
        settings: "In your council's policy",
        off: "Not used in this policy",
        certain: "When certain",
        likely: "When likely",
        possible: "When possible",
        allow: "let through",
        hold: "held",
        block: "blocked",
    }
    /// The calendar.
    calendar: CalendarWords {
        title: "Calendar",
        now: "In force now",
        next: "To come",
        past: "Past",
        none: "None.",
        election: "Election",
        from: "From",
        to: "Until",
        covers: "Covers",
        feed: "Take this calendar into your own: add the address {address} as a subscription.",
        fix: "Load one with the command “calendar load”, or name it under [calendar] in the council's configuration.",
    }
    /// The record.
    audit: Audit {
        title: "Record",
        intro: "Every step of every post, and every change of people, tools and documents, is one line here. Lines \
                hold codes and no content, and none can be changed without it showing.",
        head: "Head of the record",
        size: "Events",
        root: "Root",
        keep: "Keep this signed note somewhere else. With it, anyone can prove later that nothing up to here was \
               changed.",
        note: "Signed note",
        number: "No",
        when: "When",
        who: "By",
        what: "What",
        detail: "Details",
        older: "Earlier events",
        newer: "Later events",
        not_yours: "The record is for auditors, reviewers, election officers and administrators. An administrator \
                    can give you a role.",
    }
    /// Trying a text.
    check: Check {
        title: "Check a text",
        intro: "See what the guard would say of a text, before anybody posts it. Nothing is kept or published.",
        text: "Text of the post",
        when: "When it is to be public",
        when_hint: "Leave empty for now, or write it like 2027-04-20T09:30, by London's clocks.",
        button: "Check it",
        no_text: "Enter the text to check",
        allow: "This would go out as it is.",
        hold: "This would be held for a comms officer.",
        block: "This would be blocked.",
        ambiguous: "That hour comes twice, as the clocks go back. It was judged for both; this is the stricter.",
    }
    /// What went wrong.
    problem: Problem {
        not_found_title: "Page not found",
        not_found: "There is no such page, or it is not one you may see. Check the address, or go back to the list.",
        forbidden_title: "You cannot do that",
        store_title: "Sorry, that could not be done",
        store: "The store could not be reached, so nothing was changed. Please try again in a moment; if it goes on, \
                tell whoever runs this service.",
        form_title: "That form could not be read",
        form: "Go back, reload the page and try again.",
        cross_title: "That came from another site",
        cross: "For your protection the desk takes decisions only from its own pages. Open the desk afresh and try \
                again. If this goes on, whoever runs this service should check the setting desk_origin.",
        home: "Go to the list of held posts",
    }
}
