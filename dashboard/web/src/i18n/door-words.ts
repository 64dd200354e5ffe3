import type { Words } from "./words.ts";

/** Signing in, passwords, the legend of keys. */
export const doorWords = {
  signIn: {
    title: ["登录", "Sign in"],
    name: ["用户名", "User name"],
    password: ["密码", "Password"],
    go: ["登录", "Sign in"],
    nameNeeded: ["请输入用户名", "Enter your user name"],
    passwordNeeded: ["请输入密码", "Enter your password"],
    help: [
      "忘记密码或没有账号，请向系统管理员索取一次性登录链接。",
      "No account, or forgot the password? Ask the administrator for a one-time link.",
    ],
  },
  link: {
    title: ["一次性登录链接", "One-time sign-in link"],
    help: ["此链接只能使用一次。登录后请设置密码。", "This link works once. You will be asked to set a password."],
    go: ["使用链接登录", "Sign in with this link"],
    none: [
      "网址中没有登录凭证，或者凭证已经用过。请重新打开完整链接，或索取新的链接。",
      "The address carries no token, or it was taken already. Open the whole link again or ask for a new one.",
    ],
    toSignIn: ["改用密码登录", "Sign in with a password instead"],
  },
  password: {
    title: ["设置密码", "Set a password"],
    help: [
      "您是用一次性链接登录的。请先设置密码，以后用它登录。",
      "You came in by a one-time link. Set a password first; use it from now on.",
    ],
    current: ["当前密码", "Current password"],
    next: ["新密码", "New password"],
    again: ["再输一次新密码", "New password again"],
    rule: ["至少 {{count}} 个字符，越长越好", "At least {{count}} characters; longer is better"],
    different: ["两次输入不一致", "The two do not match"],
    go: ["保存密码", "Save the password"],
  },
  keys: {
    legend: ["键盘快捷键", "Keyboard shortcuts"],
    help: [
      "在输入框内不起作用。点按键可改成自己习惯的键，只影响这台电脑的这个浏览器。",
      "They rest inside text fields. Press a key cap to choose your own; it is kept in this browser only.",
    ],
    reset: ["恢复默认按键", "Back to the usual keys"],
    press: ["请按新键…", "Press a key…"],
    change: ["修改“{{action}}”的按键，现在是 {{keys}}", "Change the key for “{{action}}”, now {{keys}}"],
    clash: ["{{keys}} 已有别的用途，没有修改。", "{{keys}} has another use already; nothing was changed."],
    action: {
      next: ["下一条", "Next lead"],
      previous: ["上一条", "Previous lead"],
      confirm: ["确认", "Confirm"],
      reject: ["排除", "Reject"],
      insufficient: ["证据不足", "Insufficient"],
      escalate: ["提交复核", "Escalate to second review"],
      snooze: ["暂缓", "Snooze"],
      reason: ["选择理由", "Reason code"],
      "submit-next": ["提交并看下一条", "Submit and next"],
      "submit-stay": ["提交并停留", "Submit and stay"],
      undo: ["撤销上一个决定", "Undo the last decision"],
      note: ["写备注", "Write a note"],
      "picture-previous": ["上一张图片", "Previous picture"],
      "picture-next": ["下一张图片", "Next picture"],
      highlights: ["标记显示/隐藏", "Highlights on or off"],
      search: ["搜索", "Search"],
      legend: ["快捷键一览", "This legend"],
      "go-queue": ["前往线索核查", "Go to review"],
      "go-notices": ["前往通知", "Go to notices"],
      "go-runs": ["前往批次", "Go to runs"],
      "go-overview": ["前往总览", "Go to the overview"],
    },
  },
} as const satisfies Words;
