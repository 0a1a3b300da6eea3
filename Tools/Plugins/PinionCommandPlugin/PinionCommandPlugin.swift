import PackagePlugin

@main
struct PinionCommandPlugin: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) throws {}
}
