using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Tests.Datasets.Hub;

public sealed class HubSettingsTests
{
    private static HubSettings Read(params string[] variables)
    {
        var values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return HubSettings.FromEnvironment("listings", values.GetValueOrDefault);
    }

    [TestCase("/a/huggingface/hub", "XDG_CACHE_HOME=/a")]
    [TestCase("/b/hub", "XDG_CACHE_HOME=/a", "HF_HOME=/b")]
    [TestCase("/c", "XDG_CACHE_HOME=/a", "HF_HOME=/b", "HUGGINGFACE_HUB_CACHE=/c")]
    [TestCase("/d", "XDG_CACHE_HOME=/a", "HF_HOME=/b", "HUGGINGFACE_HUB_CACHE=/c", "HF_HUB_CACHE=/d")]
    [TestCase("/b/hub", "HF_HUB_CACHE=", "HF_HOME=/b")]
    [TestCase("/home/x/.cache/huggingface/hub", "HOME=/home/x")]
    [TestCase("/home/x/elsewhere/hub", "HOME=/home/x", "HF_HOME=~/elsewhere")]
    public void FindsTheCacheWhereHubLibrariesDo(string cache, params string[] variables) => Assert.That(Read(variables).Cache, Is.EqualTo(cache));

    [TestCase(false)]
    [TestCase(true, "HF_HUB_OFFLINE=1")]
    [TestCase(true, "HF_HUB_OFFLINE=yes")]
    [TestCase(false, "HF_HUB_OFFLINE=0")]
    [TestCase(true, "TRANSFORMERS_OFFLINE=TRUE")]
    [TestCase(false, "HF_HUB_OFFLINE=0", "TRANSFORMERS_OFFLINE=1")]
    public void IsOfflineWhenHubLibrariesAre(bool offline, params string[] variables) => Assert.That(Read(variables).Offline, Is.EqualTo(offline));

    [TestCase("https://huggingface.co/")]
    [TestCase("https://mirror.example/hub/", "HF_ENDPOINT=https://mirror.example/hub")]
    [TestCase("http://mirror.example/", "HF_ENDPOINT=http://mirror.example///")]
    public void AsksTheEndpointOfTheEnvironment(string endpoint, params string[] variables) => Assert.That(Read(variables).Endpoint.ToString(), Is.EqualTo(endpoint));

    [TestCase("mirror")]
    [TestCase("ftp://mirror.example")]
    [TestCase("https://mirror.example/?a=b")]
    [TestCase("https://user:password@mirror.example")]
    public void RefusesWhatIsNoEndpointWithoutRepeatingAPassword(string endpoint) =>
        Assert.That(() => Read($"HF_ENDPOINT={endpoint}"), Throws.InstanceOf<BadInputException>().With.Message.Contains("is no endpoint").And.Message.Not.Contains("password"));

    [TestCase(false)]
    [TestCase(true, "HF_TOKEN=hf_a")]
    [TestCase(true, "HUGGING_FACE_HUB_TOKEN=hf_b\n")]
    [TestCase(false, "HF_TOKEN= ")]
    public void ReadsATokenFromTheEnvironment(bool there, params string[] variables) => Assert.That(Read(variables).Token is not null, Is.EqualTo(there));

    [Test]
    public void RefusesAMangledTokenWithoutRepeatingIt() =>
        Assert.That(() => Read("HF_TOKEN=hf_secret\r\nX-Other: 1"), Throws.InstanceOf<BadInputException>().With.Message.Not.Contains("hf_secret"));

    [Test]
    public void KeepsThePathOfAnEndpoint() =>
        Assert.That((Read() with { Endpoint = new Uri("https://mirror.example/hub") }).Endpoint.ToString(), Is.EqualTo("https://mirror.example/hub/"));

    [TestCase(0)]
    [TestCase(-1)]
    public void RefusesNoFilesAtATime(int parallel) => Assert.That(() => Read() with { Parallel = parallel }, Throws.InstanceOf<ArgumentOutOfRangeException>());
}
