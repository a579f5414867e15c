extension Catalogue {
  /// Saved segments, their store and the project's folder.
  static let segments: [String: String] = [
    "not a name for a segment": "不能作为客群名称",
    "'{0}' means something else and can't name a segment": "'{0}' 另有含义，不能作为客群名称",
    "reserved": "保留字",
    "another name, for example {0}_segment": "换一个名称，例如 {0}_客群",
    "a segment's name can't be empty": "客群名称不能为空",
    "a segment's name has at most {0} bytes, this one has {1}":
      "客群名称最多 {0} 字节，这个有 {1} 字节",
    "a segment's name can't begin or end with a space": "客群名称的首尾不能是空格",
    "a segment's name can't contain the character {0}": "客群名称不能含有字符 {0}",
    "a segment '{0}' exists already": "已有客群 '{0}'",
    "taken": "已被占用",
    "another name, or 'drop segment' the old one": "换一个名称，或用 'drop segment' 删除旧的",
    "no segment '{0}'": "没有客群 '{0}'",
    "not a segment": "不是客群",
    "not a saved segment": "不是已保存的客群",
    "'segments' lists the saved ones": "'segments' 列出已保存的客群",
    "segment '{0}' has no version {1}": "客群 '{0}' 没有版本 {1}",
    "no such version": "没有这个版本",
    "there are versions {0}": "已有版本 {0}",
    "a segment's description and query can't contain the character U+0000":
      "客群的说明和查询不能含有字符 U+0000",
    "the segment store failed: {0}": "客群库出错：{0}",
    "the segment store is busy: another session is writing to '{0}'":
      "客群库正忙：另一个会话正在写入 '{0}'",
    "try again in a moment": "请稍后再试",
    "cannot use '{0}': the disk reports an error": "无法使用 '{0}'：磁盘报告错误",
    "the segment is too large for the store": "客群太大，客群库放不下",
    "free some space, or drop a segment that is not needed": "腾出一些空间，或删除不需要的客群",
    "the segment store '{0}' is damaged": "客群库 '{0}' 已损坏",
    "restore it from a copy; segments that can still be read stay readable":
      "从备份恢复；仍可读取的客群不受影响",
    "version {0} of segment '{1}' is damaged": "客群 '{1}' 的版本 {0} 已损坏",
    "the segment store '{0}' has format {1}, this program knows up to {2}":
      "客群库 '{0}' 的格式为 {1}，本程序最高支持 {2}",
    "a newer strata wrote it": "由更新版本的 strata 写入",
    "the segment store '{0}' is missing": "客群库 '{0}' 不见了",
    "restore it from a copy, or remove '{0}' to begin anew": "从备份恢复，或删除 '{0}' 重新开始",
    "the segment store '{0}' is not a regular file": "客群库 '{0}' 不是普通文件",
    "no folder '{0}' for the workspace": "没有工作区文件夹 '{0}'",
    "mkdir -p '{0}'": "mkdir -p '{0}'",
    "the workspace '{0}' is not a folder": "工作区 '{0}' 不是文件夹",
  ]
}
