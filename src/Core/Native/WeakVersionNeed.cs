using System.Security.Cryptography;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Core.Native;

/// <summary>
/// Marks one symbol-version requirement of a shared object as weak, in a copy. TorchSharp's bridge is linked against GCC 13's libstdc++
/// and asks for version GLIBCXX_3.4.32, whose one symbol nothing in the file refers to; a loader with an older libstdc++ refuses the file
/// for the name alone. A weak requirement lets it load.
/// </summary>
internal static class WeakVersionNeed
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string OnlySymbol = "_ZSt21ios_base_library_initv";

    /// <summary>Writes the patched copy beside the file, or to a temporary folder where that one is read-only.</summary>
    /// <returns>The copy's path; null if the file does not have this requirement or needs more than the one harmless symbol of it.</returns>
    public static string? PatchedCopy(string file)
    {
        var image = File.ReadAllBytes(file);
        if (!TryMarkWeak(image)) return null;
        var name = $"{Path.GetFileNameWithoutExtension(file)}.weak-{Convert.ToHexStringLower(SHA256.HashData(image))[..8]}.so";
        var beside = Path.Combine(Path.GetDirectoryName(file)!, name);
        return TryWrite(beside, image) ?? TryWrite(Path.Combine(Path.GetTempPath(), name), image);
    }

    /// <summary>Sets the weak flag of the version requirement inside an ELF image.</summary>
    /// <returns>False, with the image untouched, unless the requirement exists and its only symbol is the known harmless one.</returns>
    internal static bool TryMarkWeak(byte[] image)
    {
        if (!ElfImage.TryRead(image, out var elf) || elf.FindVersionNeed(Version) is not { } need) return false;
        if (!elf.SymbolsOfVersion(need.Index).SequenceEqual([OnlySymbol])) return false;
        image[need.FlagsOffset] |= ElfImage.WeakFlag;
        return true;
    }

    private static string? TryWrite(string path, byte[] image)
    {
        try
        {
            // A temporary folder is everyone's: a file that merely has the name would be run.
            if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(image)) return path;
            AtomicFile.Replace(path, image);
            return path;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or UnwritableException)
        {
            return null;
        }
    }
}
