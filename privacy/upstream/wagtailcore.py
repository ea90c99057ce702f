"""wagtail: pages, their history, the log, comments, workflow, and who may do what."""
from privacy.contracts import Columns, Erase
from privacy.notation import copies, keys, links, secrets, staff, technical, writing

_LOG: Columns = {
    **keys("id", "uuid"),
    **links("content_type", "revision"),
    **writing("what the thing was called when it happened; for an account that is the sign-in name, and it "
              "stays when the account is gone", "label", erase=Erase.BLANK),
    **writing("details of what happened: comments, replies and workflow remarks word for word, old and new "
              "titles and addresses", "data", erase=Erase.BLANK),
    **staff("who did it: a number that stays, for the order of the log, when the account it named is gone",
            "user", erase=Erase.KEPT),
    **technical("what was done and when", "action", "timestamp", "content_changed", "deleted"),
}

_RESTRICTION: Columns = {
    **keys("id"),
    **technical("how a part of the site is closed", "restriction_type"),
    **technical("one password shared by all readers, so nobody's own", "password"),
}

_PAGES: dict[str, Columns] = {
    "wagtailcore.Page": {
        **keys("id", "translation_key"),
        **links("locale", "content_type", "latest_revision", "live_revision", "alias_of"),
        **writing("a title may name a speaker", "title", "draft_title", "seo_title"),
        **writing("a summary for search engines may name a speaker", "search_description"),
        **copies("an address made from the title", "slug", "url_path", erase=Erase.BY_EDITOR),
        **staff("who made the page", "owner", erase=Erase.BLANK),
        **staff("who locked the page", "locked_by", erase=Erase.BLANK),
        **technical("where the page stands in the tree", "path", "depth", "numchild", "show_in_menus"),
        **technical("whether and when the page is public or locked",
                    "live", "has_unpublished_changes", "first_published_at", "last_published_at",
                    "latest_revision_created_at", "go_live_at", "expire_at", "expired",
                    "locked", "locked_at"),
    },
    "wagtailcore.Revision": {
        **keys("id"),
        **links("content_type", "base_content_type"),
        **technical("the thing it is a version of", "object_id"),
        **writing("the title at that time", "object_str", erase=Erase.DELETE_ROW),
        **writing("everything that ever stood on the page or in a draft of it: speakers, contacts, texts "
                  "since corrected", "content", erase=Erase.DELETE_ROW),
        **staff("who saved it", "user", erase=Erase.BLANK),
        **technical("when it was saved and when it goes live", "created_at", "approved_go_live_at"),
    },
    "wagtailcore.ReferenceIndex": {
        **keys("id", "content_path_hash"),
        **links("content_type", "base_content_type", "to_content_type"),
        **technical("which thing points to which", "object_id", "to_object_id"),
        **technical("names of fields and numbers of blocks, no content", "model_path", "content_path"),
    },
    "wagtailcore.Locale": {**keys("id"), **technical("a language", "language_code")},
    "wagtailcore.Site": {
        **keys("id"),
        **links("root_page"),
        **technical("name and address of the site", "hostname", "port", "site_name", "is_default_site"),
    },
}

_HISTORY: dict[str, Columns] = {
    "wagtailcore.PageLogEntry": {**_LOG, **links("page")},
    "wagtailcore.ModelLogEntry": {**_LOG, **technical("the thing it happened to", "object_id")},
}

_COMMENTS: dict[str, Columns] = {
    "wagtailcore.Comment": {
        **keys("id"),
        **links("page", "revision_created"),
        **writing("a remark between colleagues about a page; deleted with its writer's account",
                  "text", erase=Erase.DELETE_ROW),
        **technical("which words of the page the remark is about, by place",
                    "contentpath", "position"),
        **staff("who wrote it", "user", erase=Erase.DELETE_ROW),
        **staff("who settled it", "resolved_by", erase=Erase.BLANK),
        **technical("when it was written, changed and settled", "created_at", "updated_at", "resolved_at"),
    },
    "wagtailcore.CommentReply": {
        **keys("id"),
        **links("comment"),
        **writing("a reply between colleagues; deleted with its writer's account",
                  "text", erase=Erase.DELETE_ROW),
        **staff("who wrote it", "user", erase=Erase.DELETE_ROW),
        **technical("when it was written and changed", "created_at", "updated_at"),
    },
    "wagtailcore.PageSubscription": {
        **keys("id"),
        **links("page"),
        **staff("who gets mails about comments on a page", "user", "comment_notifications",
                erase=Erase.DELETE_ROW),
    },
}

_WORKFLOW: dict[str, Columns] = {
    "wagtailcore.Workflow": {**keys("id"), **technical("name and state of a procedure", "name", "active")},
    "wagtailcore.Task": {
        **keys("id"),
        **links("content_type"),
        **technical("name and state of a step", "name", "active"),
    },
    "wagtailcore.WorkflowTask": {
        **keys("id"), **links("workflow", "task"), **technical("the order of steps", "sort_order"),
    },
    "wagtailcore.GroupApprovalTask": {**links("task_ptr")},
    "wagtailcore.GroupApprovalTask_groups": {**keys("id"), **links("groupapprovaltask", "group")},
    "wagtailcore.WorkflowPage": {**links("page", "workflow")},
    "wagtailcore.WorkflowContentType": {**links("content_type", "workflow")},
    "wagtailcore.WorkflowState": {
        **keys("id"),
        **links("content_type", "base_content_type", "workflow", "current_task_state"),
        **technical("the thing under review, since when, with what outcome",
                    "object_id", "created_at", "status"),
        **staff("who asked for the review", "requested_by", erase=Erase.BLANK),
    },
    "wagtailcore.TaskState": {
        **keys("id"),
        **links("content_type", "workflow_state", "revision", "task"),
        **technical("when the step began and ended, with what outcome",
                    "started_at", "finished_at", "status"),
        **writing("the reviewer's remark", "comment", erase=Erase.BLANK),
        **staff("who took the step", "finished_by", erase=Erase.BLANK),
    },
}

_FILES: dict[str, Columns] = {
    "wagtailcore.Collection": {
        **keys("id"),
        **technical("where the folder stands in the tree", "path", "depth", "numchild"),
        **writing("the name of a folder of files may be that of an event or a person", "name"),
    },
    "wagtailcore.UploadedFile": {
        **keys("id"),
        **links("for_content_type"),
        **writing("a file whose upload was not finished; the file behind it may hold anything",
                  "file", erase=Erase.DELETE_ROW),
        **staff("who uploaded it", "uploaded_by_user", erase=Erase.BLANK),
    },
}

_ACCESS: dict[str, Columns] = {
    "wagtailcore.APIToken": {
        **keys("id"),
        **staff("whose token it is, what she calls it, how it begins", "user", "name", "prefix",
                erase=Erase.DELETE_ROW),
        **staff("when it was made, used last and withdrawn", "created", "last_used_at", "revoked_at",
                erase=Erase.DELETE_ROW),
        **secrets("a hash; handing it out would weaken the token and tell her nothing", "key_hash"),
    },
    "wagtailcore.PageViewRestriction": {**_RESTRICTION, **links("page")},
    "wagtailcore.PageViewRestriction_groups": {**keys("id"), **links("pageviewrestriction", "group")},
    "wagtailcore.CollectionViewRestriction": {**_RESTRICTION, **links("collection")},
    "wagtailcore.CollectionViewRestriction_groups": {
        **keys("id"), **links("collectionviewrestriction", "group"),
    },
    "wagtailcore.GroupPagePermission": {**keys("id"), **links("group", "page", "permission")},
    "wagtailcore.GroupCollectionPermission": {**keys("id"), **links("group", "collection", "permission")},
    "wagtailcore.GroupSitePermission": {**keys("id"), **links("group", "site", "permission")},
}

TABLES: dict[str, Columns] = {**_PAGES, **_HISTORY, **_COMMENTS, **_WORKFLOW, **_FILES, **_ACCESS}
