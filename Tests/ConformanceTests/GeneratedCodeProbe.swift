@testable import PinionCompiler

/// Writes the Swift program that reads messages through the generated views of a schema: for each message a
/// function that prints every value, and one that writes the same message again.
///
/// What it prints is a line for each value: its path as the corpus writes it, a letter for the kind, and the value.
struct GeneratedCodeProbe {
    private let schema: Schema
    private let types: SwiftTypeNames
    private let options: SwiftOptions
    private var writer = SourceWriter()
    private var variables = 0

    /// - Parameter namespace: The name of the enumeration with the views; no other schema of the program has it.
    init(schema: Schema, namespace: String) {
        self.schema = schema
        options = SwiftOptions(
            sourceName: "\(namespace).xml", namespace: namespace, includesJSON: true,
            includesValues: true, includesChecks: true)
        types = SwiftTypeNames(schema: schema, options: options)
    }

    /// The views, and the functions that use them.
    func program(writesAgain: Bool) -> (views: String, probe: String) {
        let views = generateSwift(schema: schema, options: options).map(\.text).joined()
        var probe = self
        probe.writer.line("import PinionCodec")
        for (message, name) in zip(schema.messages, types.messages) {
            probe.printer(of: message, named: name)
            if writesAgain { probe.copier(of: message, named: name) }
        }
        probe.dispatcher(writesAgain: writesAgain)
        return (views, probe.writer.text)
    }

    /// `show`: which function reads the message of a template.
    private mutating func dispatcher(writesAgain: Bool) {
        let header =
            "func show_\(types.namespace)(_ template: Int, _ bytes: [UInt8], _ out: Output)"
        let messages = zip(schema.messages, types.messages)
        let namespace = types.namespace
        writer.block("\(header) throws") { writer in
            writer.line("switch template {")
            for (message, name) in messages {
                writer.line("case \(message.id):")
                writer.line("    try print_\(namespace)_\(name)(bytes, out)")
                guard writesAgain else { continue }
                writer.line("    copy(bytes, out, copy_\(namespace)_\(name))")
            }
            writer.line("default: out.line(\"\", \"x\", \"no such template\")")
            writer.line("}")
        }
    }

    // MARK: Printing

    private mutating func printer(of message: Message, named name: String) {
        let path = types.path(name)
        let header = "func print_\(types.namespace)_\(name)(_ bytes: [UInt8], _ out: Output) throws"
        writer.line("\(header) {")
        writer.line("let m = try PinionCodec.FrameView<\(path)>(bytes.span)")
        writer.line("let p = \"\"")
        writer.line("out.line(p, \"m\", \"\\(m.encodedLength)\")")
        writer.line("extras(of: m, \(path).Value.self, out)")
        body(message.body, view: "m", prefix: "p", since: message.notes.sinceVersion)
        writer.line("}")
    }

    private mutating func body(_ body: Body, view: String, prefix: String, since: UInt64) {
        let names = SwiftBodyNames(body, reserved: types.namespace)
        for (field, name) in zip(body.fields, names.fields) {
            if let constant = field.constant {
                self.constant(constant, value: "\(view).\(name)", prefix: prefix, path: field.name)
            } else {
                value(
                    field.type, value: "\(view).\(name)", prefix: prefix, path: field.name,
                    isAdded: field.notes.sinceVersion > since)
            }
        }
        for (group, name) in zip(body.groups, names.groups) {
            variables += 1
            let (entries, entry, index) = ("g\(variables)", "e\(variables)", "i\(variables)")
            let inner = "p\(variables)"
            writer.line("var \(entries) = \(view).\(name.member)")
            writer.line("out.line(\(prefix) + \"\(group.name)\", \"g\", \"\\(\(entries).count)\")")
            writer.line("var \(index) = 0")
            writer.line("while let \(entry) = \(entries).next() {")
            writer.line("let \(inner) = \(prefix) + \"\(group.name)[\\(\(index))].\"")
            writer.line("_ = (\(inner), \(entry).actingVersion)")
            self.body(
                group.body, view: entry, prefix: inner,
                since: max(since, group.notes.sinceVersion))
            writer.line("\(index) += 1")
            writer.line("}")
        }
        for (data, name) in zip(body.data, names.data) {
            writer.line("out.data(\(prefix) + \"\(data.name)\", \(view).\(name))")
        }
    }

    private mutating func value(
        _ type: ValueType, value: String, prefix: String, path: String, isAdded: Bool
    ) {
        guard case .composite(let composite) = type else {
            writer.line("out.put(\(prefix) + \"\(path)\", \(value))")
            return
        }
        guard isAdded else {
            members(of: composite, value: value, prefix: prefix, path: path)
            return
        }
        // A composite that is newer than its block has an optional view.
        variables += 1
        let inner = "c\(variables)"
        writer.line("if let \(inner) = \(value) {")
        writer.line("_ = \(inner).actingVersion")
        members(of: composite, value: inner, prefix: prefix, path: path)
        writer.line("} else {")
        for leaf in leaves(of: composite, path: path) {
            writer.line("out.line(\(prefix) + \"\(leaf)\", \"n\", \"\")")
        }
        writer.line("}")
    }

    private mutating func members(
        of composite: CompositeType, value: String, prefix: String, path: String
    ) {
        let names = SwiftCompositeNames(composite, reserved: types.namespace)
        for (member, name) in zip(composite.members, names.members) {
            let path = "\(path).\(member.name)"
            let value = "\(value).\(name.member)"
            if case .encoded(let type) = member.type, let constant = type.constant {
                self.constant(constant, value: value, prefix: prefix, path: path)
            } else if case .encoded(let type) = member.type, type.length == 0 {
                continue
            } else {
                self.value(member.type, value: value, prefix: prefix, path: path, isAdded: false)
            }
        }
    }

    private func leaves(of composite: CompositeType, path: String) -> [String] {
        composite.members.flatMap { member -> [String] in
            let path = "\(path).\(member.name)"
            switch member.type {
            case .composite(let inner): return leaves(of: inner, path: path)
            case .encoded(let type): return type.constant == nil && type.length > 0 ? [path] : []
            case .enumeration, .set: return [path]
            }
        }
    }

    private mutating func constant(
        _ constant: Constant, value: String, prefix: String, path: String
    ) {
        if case .enumValue(let type, let name, _) = constant {
            var scope = SwiftNameScope(reserved: SwiftNames.reservedMembers)
            let members = type.values.map { ($0.name, scope.claimMember($0.name)) }
            let member = members.first { $0.0 == name }?.1 ?? name
            // By its name, and by the number that it is encoded as: the corpus has the one or the other.
            writer.line(
                "out.line(\(prefix) + \"\(path)\", \"k\", \(value) == .\(member) "
                    + "? \"\(type.name).\(name)\\t\\(\(value).rawValue)\" : \"other\")")
        } else {
            writer.line("out.line(\(prefix) + \"\(path)\", \"k\", \"\\(\(value))\")")
        }
    }

    // MARK: Writing again

    private mutating func copier(of message: Message, named name: String) {
        let path = types.path(name)
        writer.line(
            "func copy_\(types.namespace)_\(name)(_ bytes: [UInt8], _ storage: inout [UInt8])")
        writer.line("throws(PinionCodec.FrameError) -> Int {")
        writer.line("let m = try PinionCodec.FrameView<\(path)>(bytes.span)")
        writer.line("var span = storage.mutableSpan")
        writer.line("var w = try PinionCodec.FrameWriter<\(path)>(&span)")
        // The members of the header that the library does not write.
        let standard: Set = ["blockLength", "templateId", "schemaId", "version"]
        let names = SwiftCompositeNames(schema.header, reserved: types.namespace)
        for (member, name) in zip(schema.header.members, names.members)
        where !standard.contains(member.name) {
            copy(
                member.type, name: name.member, constant: nil, from: "m.messageHeader",
                to: "w.messageHeader")
        }
        copy(message.body, from: "m", to: "w", since: message.notes.sinceVersion)
        writer.line("return try w.finish()")
        writer.line("}")
    }

    private mutating func copy(_ body: Body, from view: String, to target: String, since: UInt64) {
        let names = SwiftBodyNames(body, reserved: types.namespace)
        for (field, name) in zip(body.fields, names.fields) where field.constant == nil {
            if case .composite = field.type, field.notes.sinceVersion > since {
                variables += 1
                writer.line("if let c\(variables) = \(view).\(name) {")
                writer.line("_ = c\(variables).actingVersion")
                copy(members: field.type, from: "c\(variables)", to: "\(target).\(name)")
                writer.line("}")
            } else {
                copy(field.type, name: name, constant: field.constant, from: view, to: target)
            }
        }
        for (group, name) in zip(body.groups, names.groups) {
            variables += 1
            let (entries, entry, inner) = ("g\(variables)", "e\(variables)", "w\(variables)")
            writer.line("var \(entries) = \(view).\(name.member)")
            writer.line("try \(target).\(name.member)(count: \(entries).count) {")
            writer.line("_, \(inner) throws(PinionCodec.FrameError) in")
            writer.line("let \(entry) = \(entries).next()!")
            writer.line("_ = \(entry).actingVersion")
            copy(
                group.body, from: entry, to: inner, since: max(since, group.notes.sinceVersion))
            writer.line("}")
        }
        for name in names.data { writer.line("try \(target).\(name)(\(view).\(name).bytes)") }
    }

    private mutating func copy(members type: ValueType, from view: String, to target: String) {
        guard case .composite(let composite) = type else { return }
        let names = SwiftCompositeNames(composite, reserved: types.namespace)
        for (member, name) in zip(composite.members, names.members) {
            var constant: Constant?
            if case .encoded(let type) = member.type {
                if type.length == 0 { continue }
                constant = type.constant
            }
            copy(member.type, name: name.member, constant: constant, from: view, to: target)
        }
    }

    private mutating func copy(
        _ type: ValueType, name: String, constant: Constant?, from view: String, to target: String
    ) {
        guard constant == nil else { return }
        switch type {
        case .composite:
            copy(members: type, from: "\(view).\(name)", to: "\(target).\(name)")
        case .encoded(let type) where type.length > 1 && type.primitive == .char:
            writer.line("\(target).\(name) = try .init(\(view).\(name).padded)")
        case .encoded(let type) where type.length > 1:
            writer.line("\(target).\(name) = elements(of: \(view).\(name))")
        case .encoded, .enumeration, .set:
            writer.line("if let x = some(\(view).\(name)) { \(target).\(name) = x }")
        }
    }
}
