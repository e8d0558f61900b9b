using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SurgeryBench.Core.Native;

/// <summary>
/// Makes TorchSharp's native library load where normal probing fails: libtorch is taken from <c>LIBTORCH_DIR</c> or from the package
/// folder recorded at build time, and a bridge that asks for a newer libstdc++ than the host has is loaded from a patched copy.
/// Hosts on which probing succeeds never reach this code.
/// </summary>
public static class NativeLibraries
{
    /// <summary>Environment variable that names a folder with another libtorch.</summary>
    public const string DirectoryVariable = "LIBTORCH_DIR";

    private const string Bridge = "LibTorchSharp";
    private static readonly string[] TorchLibraries = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];
    private static readonly Lock Gate = new();

    /// <summary>The folder libtorch is loaded from when the host finds none by itself; null if neither source names one.</summary>
    public static string? LibTorchDirectory =>
        Environment.GetEnvironmentVariable(DirectoryVariable) is { Length: > 0 } named ? named : RecordedDirectory();

    /// <summary>Starts the resolver. An assembly that uses torch before touching any other type of this one calls it first.</summary>
    public static void Initialize() => RuntimeHelpers.RunModuleConstructor(typeof(NativeLibraries).Module.ModuleHandle);

    [ModuleInitializer]
    internal static void Subscribe()
    {
        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
        NativeHeap.Keep();
    }

    private static nint Resolve(Assembly assembly, string name)
    {
        var plain = PlainName(name);
        if (plain != Bridge && !TorchLibraries.Contains(plain)) return 0;
        lock (Gate)
        {
            return plain == Bridge ? LoadBridge() : LoadTorch(plain);
        }
    }

    private static nint LoadTorch(string name)
    {
        if (LibTorchDirectory is not { } folder) return 0;
        nint handle = 0;
        foreach (var library in TorchLibraries)
        {
            if (NativeLibrary.TryLoad(Path.Combine(folder, FileName(library)), out var loaded) && library == name) handle = loaded;
        }
        return handle;
    }

    private static nint LoadBridge()
    {
        // The bridge names its dependencies by SONAME, so they have to be in the process before it.
        LoadTorch("torch");
        if (FindBridge() is not { } original) return 0;
        if (NativeLibrary.TryLoad(original, out var handle)) return handle;
        return OperatingSystem.IsLinux() && WeakVersionNeed.PatchedCopy(original) is { } patched
            && NativeLibrary.TryLoad(patched, out handle) ? handle : 0;
    }

    internal static string? FindBridge()
    {
        var file = FileName(Bridge);
        var searched = ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "").Split(Path.PathSeparator);
        return searched
            .Append(AppContext.BaseDirectory)
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"))
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"))
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    private static string? RecordedDirectory() =>
        typeof(NativeLibraries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(data => data.Key == "LibTorchDirectory")?.Value;

    private static string PlainName(string name)
    {
        var plain = name.EndsWith(".so", StringComparison.Ordinal) ? name[..^3] : name;
        return plain.StartsWith("lib", StringComparison.Ordinal) ? plain[3..] : plain;
    }

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
