using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Tests.Datasets.Hub;

/// <summary>Each refusal has a line of its own that says what to do.</summary>
public sealed class HubRefusalTests
{
    [TestCase(401, null, false, "wants to know who asks")]
    [TestCase(401, null, true, "does not take the token in HF_TOKEN")]
    [TestCase(403, "GatedRepo", false, "put your token into HF_TOKEN")]
    [TestCase(403, "GatedRepo", true, "may not read it. Ask for access at")]
    [TestCase(404, "RepoNotFound", false, "has no repository 'owner/model'")]
    [TestCase(404, "RevisionNotFound", false, "has no revision 'main'")]
    [TestCase(410, null, false, "answers 410")]
    public async Task NamesWhatToDoAbout(int status, string? code, bool withToken, string what)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        var repository = sandbox.Hub.Add(HubSandbox.Model);
        (repository.Refusal, repository.RefusalCode) = (status, code);
        var fault = Assert.ThrowsAsync<BadInputException>(() => sandbox.FetchAsync(settings => settings with { Token = withToken ? new HubToken(HubSandbox.Secret) : null }));
        Assert.That(fault!.Message, Does.Contain(what).And.Not.Contain(HubSandbox.Secret).And.Not.Contain("\n"));
        Assert.That(sandbox.Hub.Requests, Has.Count.EqualTo(1), "a refusal was asked again");
    }

    [Test]
    public async Task SaysWhichRepositoryThereIsNot()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        Assert.That(() => sandbox.FetchAsync(), Throws.InstanceOf<BadInputException>().With.Message.Contains("has no repository 'owner/model'"));
    }

    [Test]
    public async Task StopsGoingRoundInCircles()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Hub.Add(HubSandbox.Model).MovedTo = "owner/model";
        Assert.That(() => sandbox.FetchAsync(), Throws.InstanceOf<BadInputException>().With.Message.Contains("redirects 'owner/model' more than 8 times"));
    }

    [Test]
    public async Task StopsReadingAListingThatDoesNotEnd()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        for (var i = 0; i < 205; i++) sandbox.Put($"{i:d3}", 1);
        sandbox.Hub.PageSize = 1;
        Assert.That(() => sandbox.FetchAsync(), Throws.InstanceOf<BadInputException>().With.Message.Contains("more than 200 pages"));
    }

    [Test]
    public async Task SaysThatACacheCannotBeWritten()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        await File.WriteAllTextAsync(sandbox.Cache, "a file where the folder should be");
        Assert.That((await sandbox.FetchAsync()).Failures.Single().Message, Does.StartWith($"'{sandbox.Cache}/").And.Contains($"cannot be written: '{sandbox.Cache}' is a file where a folder is needed."));
    }

    [Test]
    public async Task SaysThatTheHubCannotBeReached()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var settings = sandbox.Settings with { Retries = 1, Endpoint = new Uri("http://127.0.0.1:1/") };
        Assert.That(() => sandbox.FetchAsync(_ => settings), Throws.InstanceOf<BadInputException>().With.Message.Contains("127.0.0.1:1 cannot be reached").And.Message.Contains("--offline"));
    }

    [Test]
    public async Task RefusesBytesOfAnotherHash()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 5000, large: true).ClaimedHash = new string('b', 64);
        var outcome = await sandbox.FetchAsync();
        Assert.That(outcome.Failures.Single().Message, Does.Contain(new string('b', 64) + " was expected"));
        Assert.That(Directory.GetFiles(sandbox.Home, "*", SearchOption.AllDirectories), Is.Empty);
        Assert.That(sandbox.Hub.Downloads, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task RefusesASmallFileOfAnotherHash()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 5000).ClaimedHash = new string('c', 40);
        Assert.That((await sandbox.FetchAsync()).Failures.Single().Message, Does.Contain(new string('c', 40) + " was expected"));
        Assert.That(sandbox.Finished(), Is.Empty);
    }

    [TestCase(4999)]
    [TestCase(5001)]
    public async Task RefusesBytesOfAnotherNumber(int claimed)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 5000, large: true).ClaimedSize = claimed;
        Assert.That((await sandbox.FetchAsync()).Failures.Single().Message, Does.Contain($"arrives with 5000 bytes; {claimed} were expected"));
        Assert.That(sandbox.Finished(), Is.Empty);
    }

    [TestCase("../outside")]
    [TestCase("a/../../outside")]
    [TestCase("/etc/outside")]
    [TestCase("a//b")]
    [TestCase("./a")]
    [TestCase("a\\..\\..\\outside")]
    [TestCase("C:\\outside")]
    [TestCase("\\\\host\\share")]
    [TestCase("..")]
    [TestCase("a\nb")]
    [TestCase("a\u0000b")]
    [TestCase("a/")]
    public async Task TakesNothingFromARepositoryWithAHostileName(string path)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("fine", 10);
        sandbox.Put(path, 10);
        var fault = Assert.ThrowsAsync<BadInputException>(() => sandbox.FetchAsync());
        Assert.That(fault!.Message, Does.Contain("could lie outside its folder").And.Not.Contain("\n").And.Not.Contain("\0"));
        Assert.That(sandbox.Hub.Downloads, Is.Empty);
        Assert.That(Directory.Exists(sandbox.Cache), Is.False);
    }

    [TestCase("../../../outside")]
    [TestCase("main")]
    public async Task TakesNoCommitThatIsNone(string commit)
    {
        await using var sandbox = await HubSandbox.StartAsync();
        sandbox.Put("a", 10);
        sandbox.Hub.Add(HubSandbox.Model).Commit = commit;
        Assert.That(() => sandbox.FetchAsync(), Throws.InstanceOf<BadInputException>().With.Message.Contains("40 hex digits"));
        Assert.That(Directory.Exists(sandbox.Cache), Is.False);
    }

    [TestCase("name", true)]
    [TestCase("owner/name.v1_a-b", true)]
    [TestCase("", false)]
    [TestCase("a/b/c", false)]
    [TestCase("../name", false)]
    [TestCase("owner/..", false)]
    [TestCase("owner/a--b", false)]
    [TestCase("owner/a b", false)]
    [TestCase("-owner/a", false)]
    public void TakesNamesOfRepositories(string id, bool fine) =>
        Assert.That(() => new HubRepository(HubKind.Model, id), fine ? Throws.Nothing : Throws.InstanceOf<BadInputException>());

    [TestCase("refs/pr/3", true)]
    [TestCase("v1.0", true)]
    [TestCase("../main", false)]
    [TestCase("", false)]
    public void TakesNamesOfRevisions(string revision, bool fine) =>
        Assert.That(() => new HubRepository(HubKind.Model, "a/b", revision), fine ? Throws.Nothing : Throws.InstanceOf<BadInputException>());
}
