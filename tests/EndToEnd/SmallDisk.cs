using System.Diagnostics;
using System.Globalization;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>
/// A disk that holds few bytes until room is made, and that commands can be run on: a tmpfs in a mount namespace of its own, which is gone
/// with the process that holds it. Where nothing may be mounted, or no mount is wanted, it is a folder, no file of which may be larger than the
/// disk, and read-only by its permissions, which bind those who run commands here, root among them.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process? holder;
    private readonly string[] joins = [];
    private int? bytes;

    private SmallDisk(int kilobytes, int largestFile, bool mounted)
    {
        bytes = largestFile << 10;
        if (!mounted) return;
        foreach (var kind in new[] { "-m", "-Urm" })
        {
            if (Hold(kind, kilobytes) is not { } process) continue;
            holder = process;
            joins = ["nsenter", "-t", $"{process.Id}", .. kind == "-m" ? new[] { "-m" } : ["-U", "--preserve-credentials", "-m"]];
            return;
        }
    }

    /// <summary>Its path, for commands that run on it.</summary>
    public string Path => folder.Path;

    /// <summary>The same files, for this process.</summary>
    public string Seen => holder is null ? folder.Path : $"/proc/{holder.Id}/root{folder.Path}";

    /// <summary>Whether it is a file system of its own.</summary>
    public bool IsMounted => holder is not null;

    /// <summary>What is said of a file for which there is no room.</summary>
    public string Full => holder is null ? "no file may be as large there" : "the disk is full";

    /// <summary>Files under a folder of it.</summary>
    public string[] FilesIn(string name) => Directory.Exists(At(name)) ? Directory.GetFiles(At(name), "*", SearchOption.AllDirectories) : [];

    /// <summary>A file or folder of it, for this process.</summary>
    public string At(string name) => System.IO.Path.Combine(Seen, name);

    /// <summary>Makes one; a mounted one falls back on limits.</summary>
    /// <param name="kilobytes">What it holds where it is mounted.</param>
    /// <param name="largestFile">What a file may have, in kilobytes, where it is not.</param>
    /// <param name="mounted">Whether to mount one if that is allowed.</param>
    public static SmallDisk Of(int kilobytes, int largestFile, bool mounted) => new(kilobytes, largestFile, mounted);

    /// <summary>Runs <c>surgerybench</c> on it.</summary>
    public Task<CommandLineProgram.Outcome> Run(params string[] args) => CommandLineProgram.OutcomeOf(Start([.. joins, .. Limits(), "dotnet", CommandLineProgram.Assembly, .. args]));

    public void MakeRoom()
    {
        bytes = null;
        if (holder is not null) Do("mount", "-o", "remount,size=1g", folder.Path);
    }

    public void MakeReadOnly()
    {
        if (holder is not null) Do("mount", "-o", "remount,ro", folder.Path);
        else Do("chmod", "-R", "a-w", folder.Path);
    }

    public void MakeWritable()
    {
        if (holder is not null) Do("mount", "-o", "remount,rw", folder.Path);
        else Do("chmod", "-R", "u+w", folder.Path);
    }

    public void Dispose()
    {
        if (holder is not null)
        {
            holder.StandardInput.Close();
            holder.WaitForExit();
            holder.Dispose();
        }
        folder.Dispose();
    }

    // Without the capability, permissions bind root as well.
    private string[] Limits() => holder is not null ? [] :
    [
        .. Environment.UserName == "root" ? new[] { "setpriv", "--bounding-set=-dac_override,-dac_read_search" } : [],
        .. bytes is { } most ? ["sh", "-c", "trap '' XFSZ; exec prlimit --fsize=\"$0\" \"$@\"", most.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
    ];

    private void Do(params string[] command)
    {
        using var process = Start([.. joins, .. command]);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)}: {error}");
    }

    private Process? Hold(string kind, int kilobytes)
    {
        var process = Start(["unshare", kind, "sh", "-c", "mount -t tmpfs -o \"size=$0k\" tmpfs \"$1\" && echo mounted && exec cat", kilobytes.ToString(CultureInfo.InvariantCulture), folder.Path]);
        if (process.StandardOutput.ReadLine() == "mounted") return process;
        process.Dispose();
        return null;
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // The runtime keeps code in a file in memory, which a limit of file sizes would bind as well.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return Process.Start(start)!;
    }
}
