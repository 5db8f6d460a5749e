//! The kinds of problem, each with a stable name, a status, and words in both languages.

use axum::http::StatusCode;
use shared::Lang;

/// Declares the kinds: variant, address, status, titles, general explanations.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $slug:literal, $status:ident,
        $zh:literal / $en:literal, $zh_detail:literal / $en_detail:literal;)+) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Kind { $($(#[$doc])* $kind,)+ }

        impl Kind {
            /// All of them.
            #[cfg(test)]
            pub const ALL: &[Kind] = &[$(Kind::$kind,)+];

            /// The last part of its address.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self { $(Kind::$kind => $slug,)+ }
            }

            /// Its HTTP status.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $(Kind::$kind => StatusCode::$status,)+ }
            }

            /// What it is.
            #[must_use]
            pub const fn title(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Kind::$kind, Lang::Zh) => $zh, (Kind::$kind, Lang::En) => $en,)+ }
            }

            /// What to do about it, in general.
            #[must_use]
            pub const fn detail(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Kind::$kind, Lang::Zh) => $zh_detail, (Kind::$kind, Lang::En) => $en_detail,)+ }
            }
        }
    };
}

kinds! {
    /// A parameter was not understood.
    WrongParameter = "wrong-parameter", BAD_REQUEST,
        "参数有误" / "A parameter is wrong",
        "参数无法识别。" / "A parameter was not understood.";
    /// A body was not understood.
    WrongBody = "wrong-body", BAD_REQUEST,
        "请求内容有误" / "The body is wrong",
        "请求内容不是有效的 JSON，或缺少必需的字段。" / "The body is not valid JSON, or a field is missing.";
    /// No valid token.
    NotOperator = "operator-token-needed", UNAUTHORIZED,
        "需要操作令牌" / "An operator token is needed",
        "请在 Authorization 请求头中提供操作令牌：Bearer 加令牌。" / "Send the header Authorization: Bearer and the operator token.";
    /// The token that was to open a session is wrong.
    WrongToken = "operator-token-wrong", UNAUTHORIZED,
        "操作令牌不正确" / "The operator token is wrong",
        "请核对操作令牌；令牌即服务器的 INVESTMAP_OPERATOR_TOKEN。"
        / "Check the operator token: it is the server's INVESTMAP_OPERATOR_TOKEN.";
    /// Name or password is wrong.
    WrongPassword = "sign-in-refused", UNAUTHORIZED,
        "用户名或密码不正确" / "The name or the password is wrong",
        "请核对后重试；忘记密码请联系管理员重置。" / "Check both; an administrator can give you a new password.";
    /// The official may not do that.
    Forbidden = "not-allowed", FORBIDDEN,
        "没有权限" / "Not allowed",
        "该账号不能进行此操作：只能查看和维护本级及以下区域，且须具备相应角色。"
        / "Your account may not do this: officials see and keep their own region and what lies in it, by their role.";
    /// The one-time password is to be changed first.
    PasswordToChange = "password-to-change", FORBIDDEN,
        "请先修改密码" / "Change the password first",
        "一次性密码仅用于首次登录：请在 /login 设置自己的密码。" / "A one-time password opens the door once: set your own at /login.";
    /// The new password is too easy to guess.
    WeakPassword = "weak-password", UNPROCESSABLE_ENTITY,
        "密码不符合要求" / "The password will not do",
        "密码至少 12 个字符，不含用户名，且不同于旧密码。"
        / "A password has at least 12 characters, does not hold the name, and is not the old one.";
    /// For officials, and no session is open.
    SessionNeeded = "session-needed", UNAUTHORIZED,
        "请先登录" / "Log in first",
        "此内容仅供干部查看：请在 /login 登录。登录 8 小时未使用或满 24 小时后失效。"
        / "This is for officials: log in at /login. A session ends after 8 hours without use, and after 24 hours.";
    /// Too many wrong tokens.
    TooManyAttempts = "too-many-attempts", TOO_MANY_REQUESTS,
        "尝试次数过多" / "Too many attempts",
        "错误的令牌或密码过多，请按 Retry-After 所示的秒数等待后重试。"
        / "Too many wrong tokens or passwords; wait for the seconds that Retry-After gives, then try again.";
    /// The server was started without a token, so that nobody may log in.
    LoginOff = "login-disabled", FORBIDDEN,
        "未启用登录" / "Logging in is switched off",
        "服务器没有账号，启动时也未设置 INVESTMAP_OPERATOR_TOKEN（至少 32 个字符），因此不能登录。请运行 investmap user add。"
        / "The server has no accounts, and was started without INVESTMAP_OPERATOR_TOKEN (at least 32 characters), so nobody can log in. Make an account with `investmap user add`.";
    /// No provider of OpenID Connect is configured.
    OidcOff = "oidc-disabled", FORBIDDEN,
        "未启用统一身份认证登录" / "Signing in by OpenID Connect is switched off",
        "服务器没有配置 [oidc]；请在 /login 用用户名和密码登录。" / "The server has no [oidc] in its configuration; sign in at /login with name and password.";
    /// A page of another origin wants to change something.
    OtherSite = "other-site", FORBIDDEN,
        "请求来自其他网站" / "The request comes from another site",
        "只有本站页面可以更改数据。若经反向代理访问，请让代理原样转发 Host 与 Origin 请求头。"
        / "Only pages of this site may change anything. A reverse proxy must pass on the headers Host and Origin unchanged.";
    /// The server was started without a token, so that nobody may command.
    CommandsOff = "commands-disabled", FORBIDDEN,
        "未启用录入" / "Commands are switched off",
        "服务器启动时未设置 INVESTMAP_OPERATOR_TOKEN（至少 32 个字符），因此不接受操作令牌；干部请登录后录入。"
        / "The server was started without INVESTMAP_OPERATOR_TOKEN (at least 32 characters), so it takes no operator token; officials log in.";
    /// The server has no key of the vault.
    VaultClosed = "vault-closed", FORBIDDEN,
        "未启用联系人和备注" / "Contacts and notes are switched off",
        "服务器没有配置保密柜密钥，因此不能查阅和录入联系人、备注；其余功能不受影响。请管理员运行 investmap vault key，并设置 INVESTMAP_VAULT_KEY。"
        / "No vault key is configured, so contacts and notes are neither shown nor kept; everything else works. An administrator runs `investmap vault key` and sets INVESTMAP_VAULT_KEY.";
    /// No such address.
    NoSuchPath = "no-such-path", NOT_FOUND,
        "没有这个地址" / "No such address",
        "此地址不存在；全部地址见 /api/openapi.json。" / "Nothing is here; /api/openapi.json lists every address.";
    /// No such record.
    UnknownRecord = "unknown-record", NOT_FOUND,
        "没有这条记录" / "No such record",
        "没有这个编号的记录。" / "There is no record of that name.";
    /// The address exists, but not for this method.
    WrongMethod = "method-not-allowed", METHOD_NOT_ALLOWED,
        "方法不适用" / "Method not allowed",
        "此地址不支持该方法；Allow 响应头列出可用的方法。" / "This address does not take that method; the Allow header lists those it takes.";
    /// The request could not be read in time.
    TooSlow = "request-timeout", REQUEST_TIMEOUT,
        "请求超时" / "The request took too long to arrive",
        "请求未在规定时间内送达。" / "The request did not arrive in time.";
    /// The same idempotency key came with another body.
    KeyReused = "idempotency-key-reused", CONFLICT,
        "幂等键已被使用" / "The idempotency key was used before",
        "同一个 Idempotency-Key 曾用于不同的内容；新的录入请使用新的键。"
        / "This Idempotency-Key came with other content before; use a new key for a new command.";
    /// It waits for a reviewer.
    Waits = "waits-for-review", CONFLICT,
        "等待审核" / "It waits for review",
        "此内容将公开，已提交审核，尚未录入。" / "Everybody would see this: it was put forward, and is not recorded yet.";
    /// A table that everybody would see some of, sent by somebody who may not publish.
    ForReviewers = "reviewer-needed", FORBIDDEN,
        "须由审核人员导入" / "A reviewer has to send it",
        "表中有将公开的内容（登记、更正等），须由“审核”或“管理”角色导入；也可逐条录入，提交审核。"
        / "Everybody would see some of this (entries, corrections): a reviewer or administrator has to send the table, or put it forward one by one.";
    /// What was put forward was settled before.
    Settled = "proposal-settled", CONFLICT,
        "已有审核结果" / "It is settled already",
        "这项提交已发布、已退回或已撤回，不能再次处理。" / "This was published, returned or withdrawn before; it is settled once.";
    /// Whoever put something forward does not publish it.
    FourEyes = "four-eyes", FORBIDDEN,
        "须由他人审核" / "Somebody else has to look at it",
        "提交人不能发布自己提交的内容，请由其他审核人员处理。" / "Nobody publishes what they put forward themselves; ask another reviewer.";
    /// The record changed meanwhile.
    Changed = "record-changed", PRECONDITION_FAILED,
        "记录已被更新" / "The record has changed",
        "您看到的版本之后，该记录又有新的事实；请查看后重试。" / "The record has newer facts than the version you saw; look at them, then try again.";
    /// The body is too large.
    TooLarge = "body-too-large", PAYLOAD_TOO_LARGE,
        "内容过大" / "The body is too large",
        "请求内容不得超过 1 MiB。" / "A body may have up to 1 MiB.";
    /// The address is too long.
    AddressTooLong = "address-too-long", URI_TOO_LONG,
        "地址过长" / "The address is too long",
        "请缩短地址或参数。" / "Shorten the address or its parameters.";
    /// Not JSON.
    NotJson = "not-json", UNSUPPORTED_MEDIA_TYPE,
        "内容类型不适用" / "Unsupported media type",
        "请以 Content-Type: application/json 发送。" / "Send it as Content-Type: application/json.";
    /// A command that the rules refuse.
    Refused = "refused", UNPROCESSABLE_ENTITY,
        "不能录入" / "Refused",
        "按规则不能录入这条事实。" / "The rules do not allow this.";
    /// Too many requests for the machine at this moment.
    Busy = "busy", SERVICE_UNAVAILABLE,
        "服务器繁忙" / "The server is busy",
        "请稍后重试。" / "Try again in a moment.";
    /// Not ready yet.
    NotReady = "not-ready", SERVICE_UNAVAILABLE,
        "尚未就绪" / "Not ready yet",
        "服务器正在读取记录，请稍后重试。" / "The server is still reading its record; try again in a moment.";
    /// Another server did not answer.
    Upstream = "base-map-unreachable", BAD_GATEWAY,
        "底图服务没有响应" / "The base map did not answer",
        "配置的底图服务暂时无法访问。" / "The configured base map cannot be reached at the moment.";
    /// Took too long.
    GatewayTooSlow = "timeout", GATEWAY_TIMEOUT,
        "处理超时" / "It took too long",
        "请求未在规定时间内完成，请缩小范围后重试。" / "The request was not finished in time; ask for less, then try again.";
    /// The disk is full.
    DiskFull = "disk-full", INSUFFICIENT_STORAGE,
        "磁盘已满" / "The disk is full",
        "服务器磁盘已满，此次录入没有保存；已确认的记录不受影响。" / "The server's disk is full; this was not recorded. What was acknowledged before is safe.";
    /// A fault of ours.
    Internal = "internal", INTERNAL_SERVER_ERROR,
        "服务器出错" / "The server failed",
        "请把 request_id 告诉管理员。" / "Tell the administrator the request_id.";
}

impl Kind {
    /// The kind that fits a bare status.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Kind::NoSuchPath,
            StatusCode::METHOD_NOT_ALLOWED => Kind::WrongMethod,
            StatusCode::REQUEST_TIMEOUT => Kind::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
            StatusCode::URI_TOO_LONG => Kind::AddressTooLong,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Kind::NotJson,
            StatusCode::UNAUTHORIZED => Kind::NotOperator,
            StatusCode::SERVICE_UNAVAILABLE => Kind::Busy,
            StatusCode::GATEWAY_TIMEOUT => Kind::GatewayTooSlow,
            StatusCode::BAD_GATEWAY => Kind::Upstream,
            StatusCode::INSUFFICIENT_STORAGE => Kind::DiskFull,
            status if status.is_client_error() => Kind::WrongBody,
            _ => Kind::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let names: BTreeSet<_> = Kind::ALL.iter().map(|k| k.slug()).collect();
        assert_eq!(names.len(), Kind::ALL.len());
    }
}
